import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def nothing_was_issued(apps, schema_editor):
    """Before this version papers could not be issued through any page or command."""
    if apps.get_model("papers", "Publication").objects.exists():
        raise RuntimeError(
            "The table of publications is not empty. Papers that were issued by a script of your own before this "
            "version have no rows and no seal: take their files out, delete them, and migrate again."
        )


def nothing_issued_is_lost(apps, schema_editor):
    """Going back takes the tables away; what was issued is not deleted by that either."""
    if apps.get_model("papers", "Publication").objects.exists():
        raise RuntimeError(
            "Papers were issued, and what was issued is never deleted: going back before this version would. "
            "Restore a backup from before the upgrade instead, beside this one."
        )


class Migration(migrations.Migration):

    dependencies = [
        ('papers', '0002_evidence_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(nothing_was_issued, migrations.RunPython.noop),
        migrations.DeleteModel(name="PublicationFile"),
        migrations.DeleteModel(name="Publication"),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('publications', models.PositiveIntegerField()),
                ('files', models.PositiveIntegerField()),
                ('seals', models.PositiveIntegerField(default=0)),
                ('findings', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(unique=True)),
                ('names', models.CharField(max_length=160, unique=True, verbose_name='what it seals')),
                ('content_sha256', models.CharField(max_length=64, verbose_name='SHA-256 of what it seals')),
                ('previous_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the seal before')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('sealed_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(unique=True)),
                ('slug', models.SlugField(max_length=100, unique=True)),
                ('kind', models.CharField(choices=[('paper', 'Paper'), ('correction', 'Corrected paper'), ('supplement', 'Supplementary sheet')], default='paper', max_length=12)),
                ('title', models.CharField(max_length=300)),
                ('body', models.CharField(max_length=200, verbose_name='whose')),
                ('subject', models.CharField(help_text="The plan's title, as it was then.", max_length=300, verbose_name='what it is about')),
                ('subject_slug', models.SlugField(max_length=80, verbose_name='address of what it is about')),
                ('reference', models.CharField(blank=True, help_text='Such as Appendix 2.', max_length=100)),
                ('committee', models.CharField(blank=True, max_length=200, verbose_name='for which committee')),
                ('meeting_words', models.CharField(blank=True, max_length=300, verbose_name='item and meeting')),
                ('meeting_on', models.DateField(blank=True, null=True, verbose_name='date of the meeting')),
                ('as_at', models.DateField()),
                ('layout', models.CharField(max_length=40)),
                ('names_words', models.CharField(blank=True, max_length=300, verbose_name='officers’ names')),
                ('note', models.TextField(blank=True, help_text='What a correction mends, or what came late.', verbose_name='public note')),
                ('predecessor_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the publication before it')),
                ('prepared_by_name', models.CharField(max_length=200)),
                ('published_by_name', models.CharField(max_length=200)),
                ('is_by_one_person', models.BooleanField(default=False, verbose_name='prepared and issued by one person')),
                ('published_at', models.DateTimeField()),
                ('public_from', models.DateTimeField(help_text='When it was issued, or the end of its embargo.')),
                ('is_shared', models.BooleanField(default=False, verbose_name='shared with members before it is out')),
                ('software_version', models.CharField(max_length=40)),
                ('contents_sha256', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of what other rooms froze with it')),
                ('sha256', models.CharField(max_length=64, unique=True, verbose_name='fingerprint (SHA-256)')),
                ('compared_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.publication')),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='papers.publication')),
                ('predecessor', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successor', to='papers.publication', verbose_name='the publication before it')),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to=settings.AUTH_USER_MODEL)),
                ('supplements', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to='papers.publication')),
            ],
            options={
                'ordering': ['-published_at', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Preparation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('paper', 'Paper'), ('correction', 'Corrected paper'), ('supplement', 'Supplementary sheet')], default='paper', max_length=12)),
                ('title', models.CharField(blank=True, max_length=300)),
                ('reference', models.CharField(blank=True, help_text='Such as Appendix 2.', max_length=100, verbose_name='appendix reference')),
                ('introduction', models.TextField(blank=True)),
                ('committee', models.CharField(blank=True, max_length=200, verbose_name='for which committee')),
                ('meeting_words', models.CharField(blank=True, help_text='Such as item 7, Corporate Scrutiny, 2 December 2026.', max_length=300, verbose_name='item and meeting')),
                ('meeting_on', models.DateField(blank=True, null=True, verbose_name='date of the meeting')),
                ('as_at', models.DateField(verbose_name='as at')),
                ('embargoed_until', models.DateTimeField(blank=True, null=True, verbose_name='embargo until')),
                ('is_shared', models.BooleanField(default=False, help_text='Members may read it before it is issued or out.', verbose_name='shared with committee members')),
                ('has_qr', models.BooleanField(default=False, verbose_name='a QR code beside each row')),
                ('note', models.TextField(blank=True, help_text='Of a correction: what was wrong, and what is right.', verbose_name='public note')),
                ('prepared_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=0)),
                ('making_since', models.DateTimeField(blank=True, null=True)),
                ('making_failed', models.TextField(blank=True)),
                ('made_at', models.DateTimeField(blank=True, null=True)),
                ('made_sha256', models.CharField(blank=True, max_length=64)),
                ('made_rows', models.BinaryField(blank=True, default=b'')),
                ('made_findings', models.TextField(blank=True)),
                ('made_from_sha256', models.CharField(blank=True, max_length=64)),
                ('issued_at', models.DateTimeField(blank=True, null=True)),
                ('discarded_at', models.DateTimeField(blank=True, null=True)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('compared_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.publication')),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.publication')),
                ('supplements', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='papers.publication')),
            ],
            options={
                'ordering': ['-changed_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PublicationFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(default='paper', max_length=12)),
                ('format', models.CharField(max_length=10)),
                ('content', models.BinaryField()),
                ('encoding', models.CharField(blank=True, max_length=10)),
                ('size', models.PositiveBigIntegerField(help_text='In bytes, as a reader gets it.')),
                ('pages', models.PositiveIntegerField(blank=True, null=True)),
                ('sha256', models.CharField(help_text='Of the bytes as a reader gets them.', max_length=64, verbose_name='SHA-256')),
                ('style_sha256', models.CharField(blank=True, max_length=60, verbose_name='hash of its stylesheet')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='papers.publication')),
            ],
            options={
                'ordering': ['publication', 'part', 'format'],
            },
        ),
        migrations.CreateModel(
            name='PublicationNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('corrected', 'Corrected'), ('late_news', 'Late news'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('words', models.TextField()),
                ('at', models.DateTimeField()),
                ('by_name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('points_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='announced_by', to='papers.publication')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='papers.publication')),
            ],
            options={
                'ordering': ['publication', 'at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PreparedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(default='paper', max_length=12)),
                ('format', models.CharField(max_length=10)),
                ('content', models.BinaryField()),
                ('encoding', models.CharField(blank=True, max_length=10)),
                ('size', models.PositiveBigIntegerField(help_text='In bytes, as a reader gets it.')),
                ('pages', models.PositiveIntegerField(blank=True, null=True)),
                ('sha256', models.CharField(help_text='Of the bytes as a reader gets them.', max_length=64, verbose_name='SHA-256')),
                ('style_sha256', models.CharField(blank=True, max_length=60, verbose_name='hash of its stylesheet')),
                ('preparation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='papers.preparation')),
            ],
            options={
                'ordering': ['preparation', 'part', 'format'],
                'constraints': [models.UniqueConstraint(fields=('preparation', 'part', 'format'), name='a_format_is_prepared_once', violation_error_message='This format is made already.')],
            },
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(fields=['subject_slug', '-published_at'], name='publication_by_subject'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(fields=['-published_at', '-number'], name='publication_newest_first'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('predecessor__isnull', True), models.Q(('predecessor', models.F('id')), _negated=True), _connector='OR'), name='publication_does_not_follow_itself', violation_error_message='A publication cannot follow itself.'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['paper', 'correction', 'supplement'])), name='publication_is_of_a_known_kind', violation_error_message='Choose a kind from the list: paper, corrected paper or supplementary sheet.'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', False), ('kind', 'correction')), models.Q(models.Q(('kind', 'correction'), _negated=True), ('corrects__isnull', True)), _connector='OR'), name='correction_says_what_it_corrects', violation_error_message='Say which paper this one corrects.'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'supplement'), ('supplements__isnull', False)), models.Q(models.Q(('kind', 'supplement'), _negated=True), ('supplements__isnull', True)), _connector='OR'), name='supplement_says_what_it_adds_to', violation_error_message='Say to which paper this sheet belongs.'),
        ),
        migrations.AddConstraint(
            model_name='preparation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', False), ('kind', 'correction')), models.Q(models.Q(('kind', 'correction'), _negated=True), ('corrects__isnull', True)), _connector='OR'), name='prepared_correction_says_what_it_corrects', violation_error_message='Say which paper this one corrects.'),
        ),
        migrations.AddConstraint(
            model_name='preparation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'supplement'), ('supplements__isnull', False)), models.Q(models.Q(('kind', 'supplement'), _negated=True), ('supplements__isnull', True)), _connector='OR'), name='prepared_supplement_says_what_it_adds_to', violation_error_message='Say to which paper this sheet belongs.'),
        ),
        migrations.AddConstraint(
            model_name='publicationfile',
            constraint=models.UniqueConstraint(fields=('publication', 'part', 'format'), name='a_format_is_issued_once', violation_error_message='This publication already has a file in this format.'),
        ),
        migrations.AddConstraint(
            model_name='publicationnotice',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['corrected', 'late_news', 'withdrawn'])), name='notice_is_of_a_known_kind', violation_error_message='Choose a kind from the list: corrected, late news or withdrawn.'),
        ),
        migrations.AddConstraint(
            model_name='publicationnotice',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='notice_says_why', violation_error_message='Say why, in a sentence that everybody may read.'),
        ),
        migrations.AddConstraint(
            model_name='publicationnotice',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'withdrawn')), fields=('publication',), name='a_publication_is_withdrawn_once', violation_error_message='This publication was withdrawn already.'),
        ),
        # The last one, so that it is the first to be asked on the way back.
        migrations.RunPython(migrations.RunPython.noop, nothing_issued_is_lost),
    ]
