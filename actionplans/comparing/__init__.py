"""Two issues of a plan side by side: what each row said, and what is different. Pure: knows no database."""
