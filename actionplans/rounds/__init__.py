"""A round as it is run: asking, answering, chasing, reviewing, signing off, adding later.

Each module holds the verbs of one part. They are told who does it (`by=`) and when (`at=`), and
whether that person may do it at all was asked before, of the rows' `reportable_by` and of
`accounts.permissions`. A verb that cannot be done raises `Refused` with a sentence for each field,
one that would overwrite what somebody else saved raises `Stale`.
"""
