"""What is refused, told by its fields, for tests of running rounds."""

import pytest

from actionplans.rounds.refusals import Refused


def refused_on(verb, *args, **more):
    """{field: sentence} of a refusal."""
    with pytest.raises(Refused) as refused:
        verb(*args, **more)
    return dict(refused.value.problems)
