"""A paper uploaded as somebody of the equality team does it in a browser, for tests."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actionplans.models import PlanImport

NEW = reverse("import_new")
PLAN_FILE = """Borough of Marlow Vale
Equality action plan 2025 to 2029

Ref,Priority,Action,Lead officer,Timescale,Status,October 2025 Update,Remarks by the auditor
1a,Services for everyone,Book an interpreter within two working days at every counter,Ioan Prosser,September 2026,On track,The contract is out to tender.,
1b,Services for everyone,Publish an easy-read guide to the council tax,Customer Services,March 2027,Puce,1b,Looked at
2a,Fair decisions,Explain every decision on a grant in plain words,Digital,Ongoing,On track,The template is in use.,
"""


def upload(client, content=PLAN_FILE, name="plan.csv", **more):
    data = {"file": SimpleUploadedFile(name, content.encode()), **more}
    return client.post(NEW, data, follow=True)


def only_import():
    return PlanImport.objects.get()


def address(name, *more):
    return reverse(name, args=[only_import().pk, *more])
