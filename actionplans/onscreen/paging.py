"""One page of a long list, as every room parts its lists."""

from papers.paging import SIZE, Page, page_of

__all__ = ["SIZE", "Page", "page_of"]
