"""A plan goes out: prepared, made, looked at, issued, corrected, added to. Each verb is told who (`by=`) and when (`at=`)."""
