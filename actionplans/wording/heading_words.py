"""The wording of column headings met in public bodies' plans, folded, and what each is about."""

import re

# Headings that are exactly these words, folded. A number after the bar says that the wording is less
# than certain: "date|6" is a timescale in six papers of ten.
_EXACT = {
    "ref": (
        "ref; ref no; refs; reference; reference no; reference number; ref number; no; nr; number; item; "
        "item no; id; action no; action number; action ref; action reference; action id; objective no; "
        "rec no; recommendation no; recommendation number; rec; s no; sno; serial; cyf; cyfeirnod; rhif; "
        "cyfeirnod rhif|9; row|5; n|5; line; code|6; unique ref; uid; para|5; paragraph|5; kloe|5; action "
        "n|6"
    ),
    "priority": (
        "priority; priorities; high impact action; high impact actions; hia; priority area; priority areas; equality priority; corporate priority; "
        "strategic priority; theme; themes; key theme; strand|8; workstream; work stream; strategic "
        "theme; category|7; focus area; area of focus; key area; area of work; work area; pillar; domain; "
        "goal area; metric and data narrative; wres indicator; wdes metric; wres metric; metric|5; "
        "standard|5; blaenoriaeth; blaenoriaethau; thema; eds domain; priority theme; priority objective"
    ),
    "outcome": (
        "what difference will it make; what difference will this make; difference we want to make; "
        "intended difference; outcome; outcomes; desired outcome; desired outcomes; intended outcome; "
        "intended outcomes; expected outcome; expected outcomes; equality outcome; equality outcomes; "
        "priority outcome; priority outcomes; objective; objectives; equality objective; equality "
        "objectives; strategic objective; aim; aims; aims and objectives; aim and objective; aim "
        "objective; aims objectives; goal; goals; what we want to achieve; what do we want to achieve; "
        "what we will achieve; what are we trying to achieve; what we want to achieve outcomes; planned "
        "outcome; key outcome; key objective; smart objective; overall aim; outcomes impact; outcome "
        "impact; impact|6; canlyniad; canlyniadau; amcan; amcanion; nod; nodau; canlyniad dymunol; "
        "canlyniadau dymunol; yr hyn yr ydym am ei gyflawni; objective with rationale; strategic aim; "
        "ambition; ambitions; our objective; long term outcome; issue|5; issue identified|6; need "
        "identified|5"
    ),
    "detail": (
        "what is the issue; what is the problem; what did we find; what we found; evidence of need; what "
        "the data tells us; current situation|6; detail; details; description|7; further detail; further "
        "details; background; context; rationale; narrative|6; action detail; explanation; additional "
        "information; manylion; cefndir; disgrifiad; gap|5; finding|6; findings|6; outputs|5; output|5"
    ),
    "action": (
        "beth|6; beth fydd yn cael ei wneud; what action will be taken; what action is needed; action to "
        "address; how|5; sut|5; how will this be done; action; actions; action required; actions "
        "required; action to be taken; actions to be taken; action needed; key action; key actions; "
        "planned action; planned actions; proposed action; proposed actions; possible action; possible "
        "actions; agreed action; agreed actions; specific action; specific actions; action point; action "
        "points; actions and outputs; action target|8; how we intend to do it; how we will do it; how "
        "will we do it; how we will achieve it; how will we achieve it; how will we achieve this; how we "
        "will achieve this; what we will do; what we are going to do; what will we do; what are we going "
        "to do; what we plan to do; activity; activities; key activity; key activities; task; tasks; "
        "step|7; steps|7; steps to be taken; deliverable|6; deliverables|6; milestone action|6; "
        "initiative; initiatives; action measure; action measures; public life action measures; "
        "attitudinal action measures; commitment|8; commitments|8; what|7; what needs to be done; what do "
        "we need to do; mitigating action; mitigating actions; improvement action; camau gweithredu; cam "
        "gweithredu; gweithred; gweithredoedd; gweithgaredd; gweithgareddau; camau; yr hyn y byddwn yn ei "
        "wneud; beth fyddwn ni n ei wneud; tasg; tasgau"
    ),
    "recommendation": (
        "recommendation; recommendations; bwg recommendation; agreed recommendation; recommendation made; "
        "review recommendation; scrutiny recommendation; committee recommendation; argymhelliad; "
        "argymhellion"
    ),
    "responsible": ("responsible for the recommendation|8"),
    "lead": (
        "lead; leads; lead officer or team; lead officer team; lead team or officer; owner; owners; "
        "action owner; action owners; who; who by; by who; by whom; responsibility; responsibilities; "
        "responsible; accountable; accountability; accountable people team; accountable person team; "
        "responsible person team; responsible officer team; who is responsible; who will lead; who will "
        "do it; who will do this; who is going to do it; who is going to do it owner; who is leading; "
        "person team responsible; lead responsibility; lead responsible; led by; lead person team; "
        "responsible party; responsible parties; action by; actioned by; to be actioned by; delivery "
        "lead; delivered by; lead owner; lead team officer; lead officer service; lead and support; "
        "assigned to; allocated to; operational lead; arweinydd; arweinwyr; cyfrifoldeb; pwy; pwy sy n "
        "gyfrifol; perchennog; yn gyfrifol; responsibility lead; named lead; lead responsibility for "
        "action; workstream lead; r a|5; raci|6"
    ),
    "lead_service": (
        "service; services|8; lead service; lead services; lead service area; lead service areas; service "
        "area; service areas; lead team; lead department; department; directorate; lead directorate; lead "
        "directorates; responsible department; responsible service; responsible team; division; lead "
        "division; team; teams; responsible directorate; business unit; lead area; lead faculty; faculty; "
        "school|6; gwasanaeth; gwasanaeth arweiniol; adran; tim; tim arweiniol; directorate lead|7; lead "
        "agency; lead organisation; lead body; organisation|6"
    ),
    "lead_officer": (
        "lead officer; lead officers; lead officers names; officer; officers; named officer; officer "
        "responsible; officers responsible; responsible officer; responsible officers; responsible "
        "person; responsible persons; persons responsible; person responsible; people responsible; "
        "accountable officer; accountable person; accountable people; accountable manager; lead person; "
        "lead name; lead manager; responsible manager; manager responsible; officer lead; lead officer "
        "em; named lead officer; named person; contact|6; contact officer; lead contact; responsible "
        "individual; lead individual; staff responsible; swyddog arweiniol; swyddog cyfrifol; swyddog; "
        "person cyfrifol; person s responsible; persons responsible for action"
    ),
    "supporting": (
        "supporting; support; supporting service; supporting services; supporting service area; "
        "supporting service areas; supporting services areas; supporting officer; supporting officers; "
        "supported by; support from; partners; partner; partners involved; key partners; partner "
        "organisations; delivery partner; delivery partners; support team; supporting team; supporting "
        "teams; with support from; others involved; other services involved; who else is involved; who "
        "else; supporting departments; supporting department; partneriaid; cefnogaeth; gwasanaethau "
        "cefnogol; stakeholders|7; key stakeholders|7; contributors; resources and partners|6; supporting "
        "partners; supporting leads; supporting lead; consulted|5"
    ),
    "sponsor": (
        "sponsor; executive sponsor; exec sponsor; senior sponsor; senior responsible owner; senior "
        "responsible officer; sro; portfolio holder; cabinet member; lead member; executive member; "
        "executive lead; exec lead; em; member champion; board sponsor; slt sponsor; slt lead; director "
        "sponsor; smt sponsor; noddwr; aelod cabinet; portfolio; lead cabinet member; accountable "
        "director; board lead"
    ),
    "measure": (
        "measure; measures; measure of success; measures of success; success measure; success measures; "
        "success criteria; success criterion; success indicator; success indicators; kpi; kpis; key "
        "performance indicator; key performance indicators; performance indicator; performance "
        "indicators; performance measure; performance measures; indicator; indicators; indicator measure; "
        "measurement; outcome measure; outcome measures; how will we measure success; how we will measure "
        "success; how will success be measured; how success will be measured; how will we know; how we "
        "will know; how we will know we have done it; how will we know we have succeeded; how we will "
        "know that we have succeeded; how will we know it has worked; how you will know that this action "
        "is achieved; what will success look like; what does success look like; what success looks like; "
        "success looks like; measurable outcome|7; measurable outcomes|7; evidence of success; "
        "monitoring; monitoring arrangements; how it will be measured; how will it be measured; how will "
        "this be measured; how this will be measured; how will progress be measured; milestones and "
        "measures; metrics|7; measured by; expected impact|7; mesur; mesurau; mesur llwyddiant; mesurau "
        "llwyddiant; sut y byddwn yn mesur llwyddiant; sut byddwn ni n gwybod; dangosydd; dangosyddion; "
        "meini prawf llwyddiant; monitro; success factors; critical success factors; smart target|6; "
        "progress measure; progress measures; intended impact|6; evaluation|6"
    ),
    "target": (
        "target; targets; numeric target; target figure; target value; annual target; performance target; "
        "targed; targedau; benchmark|5; target and baseline"
    ),
    "timescale": (
        "forecast date|7; key milestones and dates; start end; start and end; start date and end date; "
        "start and end date; start and end dates; original and revised dates|5; timescale; timescales; "
        "time scale; time scales; timeframe; timeframes; time frame; timetable; timeline; timelines; "
        "timing; by when; when; when by; due; due date; due by; date due; date due by; target date; "
        "target dates; target dates and milestones; target completion date; target completion; target "
        "date for completion; completion target; completion date|7; expected completion; expected "
        "completion date; estimated completion; estimated completion date; planned completion date; "
        "anticipated completion date; date for completion; to be completed by; complete by; completed "
        "by|7; completion by; deadline; deadlines; end date; finish date; finish; date|6; dates|6; "
        "milestone|7; milestones|7; milestones and timescales; key milestones|7; target timescale; target "
        "timeframe; implementation date; implementation timescale; delivery date; delivery timescale; by "
        "when target dates and milestones; timescale to start seeing a change; to be completed progressed to next stage; to be completed "
        "progressed; target date mm yy; deadline date; delivery by; planned end date; period|6; year|5; "
        "quarter|6; date to be completed; date of completion|6; revised date|7; amserlen; erbyn pryd; "
        "pryd; dyddiad targed; dyddiad cwblhau; dyddiad; terfyn amser; dyddiad cau; terms|4; when will it "
        "be done; when will we do it; when will this be done; when will it happen; when we will do it; by "
        "when will this be done"
    ),
    "start": (
        "start; start date; date started; starting; commencement date; planned start; planned start date; "
        "from|6; dyddiad dechrau; dyddiad cychwyn; start by; begin; begins"
    ),
    "status": (
        "completed y n|8; complete y n|8; done y n|8; achieved y n|8; action complete y n|8; completed "
        "yes no|8; complete yes no|8; status; rag; r a g; b r a g; brag; rag status; brag status; rag "
        "rating; brag rating; rag rated; progress rag; progress status; current status; status rag; "
        "action status; delivery status; overall status; completion status; traffic light; status of "
        "action; rag score; ragb; statws; statws cag; cyflwr; hfrs status; achieved|6; done|6; "
        "complete|6; status colour; rating|8; status key; open closed; complete incomplete; level of "
        "achievement; achievement status; ragg; rag yn|4; current rag; status update|6"
    ),
    "update": (
        "rag and progress; progress rag and comments; progress and rag; progress rag update; rag rating "
        "and progress; status and progress; progress and status; status update and rag; progress; update; "
        "updates; progress update; progress updates; latest update; latest progress; current position; "
        "progress to date; update on progress; progress report; progress made; progress made to date; "
        "progress so far; position statement; progress and comments; comments and progress; progress "
        "comments; progress notes; progress commentary; comments progress; update comments; progress "
        "outcome|6; progress and evidence; progress evidence; achievements; achievement|7; achievements "
        "to date; action taken; actions taken; what we have done; what have we done; what we did; action "
        "to date; actions to date; progress against action; progress against actions; progress against "
        "target; current progress; latest position; outcome update|7; monitoring update; current update; "
        "cynnydd; diweddariad; cynnydd hyd yma; y cynnydd hyd yma; diweddariad ar gynnydd; commentary|7; "
        "update on action; update on actions; outturn|6; work completed to date; status comments; status "
        "commentary; what has been done; progress narrative; notes progress; year end update|9"
    ),
    "comment": (
        "agreed y n|8; accepted y n|8; agreed yes no|8; comment|6; comments|6; service comment; service "
        "comments; response; responses; service response; management response; executive response; "
        "cabinet response; response to recommendation; comments from service; comments from the service; "
        "officer comment|8; officer comments|8; departmental response; decision|6; executive decision; "
        "cabinet decision; agreed|5; accepted|5; accepted rejected; accepted or rejected; response "
        "comment; sylw|6; sylwadau|6; ymateb; agree disagree"
    ),
    "note": (
        "original date|6; original due date|7; original target date|7; original timescale|7; previous "
        "rag|8; previous status|8; previous rag status|8; last rag|7; reporting to; reported to; "
        "governance; governance route; monitored by; frequency; direction of travel; dot; trend; "
        "section|5; psed; ward; blockers; confidence; strategic fit; corporate plan link; strategic "
        "alignment; equality act aim; note; notes; origin; source; date raised; date added; exec date; "
        "executive date; cabinet date; meeting date; date of meeting; meeting; committee; date of "
        "committee; date agreed; area|6; origin of action; raised by; other; remarks|7; nodiadau; nodyn; "
        "level; links; link; links to other plans; linked to; links to strategy; links to corporate plan; "
        "links to strategy commitments and or other priorities; strategic link; legislation; equality "
        "duty; duty; psed aim; general duty; resource|8; resources; resource implications; resources "
        "required; resources needed; cost|8; costs|8; budget; funding; risk; risks; barriers; issues; "
        "dependencies; adnoddau; cost implications; financial implications; scrutiny review; topic|6; "
        "subject|6; date of update|6; last updated|8; date updated|8; report title; well being goal; "
        "wellbeing goal; wellbeing goals; human rights; articles; lessons learned; next steps; location; "
        "date of review; baseline|6"
    ),
    "evidence": (
        "evidence; evidence of progress; supporting evidence; evidence link; evidence links; evidence and "
        "links; link to evidence; tystiolaeth; proof; evidence source; evidence of completion; evidence "
        "base|6"
    ),
    "completed_on": (
        "completed on; date completed; completed date; actual completion date; actual completion; date "
        "closed; closed on; closed date; completed|6; actual end date; date achieved; date action "
        "completed; dyddiad cwblhawyd; date signed off; actual date; actual finish"
    ),
    "next_review": (
        "next review; next review date; review date; date of next review; review; review by; review due; "
        "reviewed by|5; date for review; dyddiad adolygu; adolygiad nesaf; next update due; next update; "
        "frequency of review; review frequency"
    ),
    "class": (
        "class; type; type of action; action type; kind; kind of action; quick win; quick win or longer "
        "term; quick win longer term; short medium long term; short medium long; term|5; term short "
        "medium long; rank|5; urgency|6; priority level; priority rating; high medium low; h m l; "
        "priority high medium low; priority h m l; blaenoriaeth uchel canolig isel; math"
    ),
    "characteristics": (
        "characteristic; characteristics; protected characteristic; protected characteristics; protected "
        "group; protected groups; equality strand; equality strands; protected characteristics covered; "
        "equality group; equality groups; affected groups; groups affected; target group; target groups; "
        "relevant protected characteristics; nodwedd warchodedig; nodweddion gwarchodedig; pc; pcs; "
        "equality characteristic; equality characteristics; state protected characteristics as listed "
        "below; section 75 category; section 75 categories; section 75 group; s75 categories; "
        "beneficiaries|6"
    ),
    "ignore": ("page; page no; page number; blank"),
}

# Tried in order where no exact wording fits; the first that is found wins.
_PATTERNS = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"\bprotected (characteristic|group)|\bsection 75\b|\bnodwedd\w* gwarchod", "characteristics"),
        (
            r"^(exec\w*|cabinet|senior|board|director|smt|slt|political)( \w+)? (sponsor|member|lead|"
            r"champion)$|\bsponsor$|\bportfolio holder",
            "sponsor",
        ),
        (
            r"\bsupport(ing|ed)?\b.*\b(services?|teams?|officers?|areas?|departments?|partners?|leads?|"
            r"from|by)\b|^(other |key |delivery )?partners?\b",
            "supporting",
        ),
        (r"\b(date|day)( \w+)? (completed|achieved|closed)\b|^actual (completion|end)", "completed_on"),
        (r"\bnext review\b|^review date\b|\breview due\b", "next_review"),
        (r"^(planned |proposed |actual )?start(ing)? date\b|^date (to )?start", "start"),
        (r"\b(how|what)\b.*\b(know|measure[ds]?|success|evaluate[ds]?|achieved)\b", "measure"),
        (
            r"\b(measures?|indicators?|criteria|evidence) (of|for) (success|progress|achievement|"
            r"impact)\b|\bsuccess (measures?|criteria|indicators?)\b|\bperformance (indicators?|"
            r"measures?)\b|\bkpis?\b|\boutcome measures?\b|\bmesur\w* llwyddiant\b",
            "measure",
        ),
        (
            r"\b(by when|timescales?|time ?frames?|time ?lines?|timetable|deadlines?|due date|due by|"
            r"target (completion )?dates?|end date|completion date|delivery date|date for completion|"
            r"erbyn pryd|amserlen)\b",
            "timescale",
        ),
        (r"^when\b", "timescale"),
        (
            r"\b(b?rag|traffic light|ragb)\b|\bstatus$|^(current |overall |delivery |"
            r"progress )*status\b|\bstatws\b",
            "status",
        ),
        (
            r"\b(progress|updates?|position|diweddariad|cynnydd)\b(?!.*\b(measure|indicator|target)\b)",
            "update",
        ),
        (
            r"\b(service|management|executive|cabinet|officer|department\w*|council) (response|"
            r"comments?)\b|^response (to|from)\b",
            "comment",
        ),
        (r"\brecommendations?\b|\bargymhell", "recommendation"),
        (
            r"\b(lead|responsible|accountable|named) (service|team|department|directorate|division|"
            r"section|unit|agency|area)s?\b|^(service|directorate|department|team|division)\b.{0,20}$|"
            r"\bgwasanaeth arweiniol\b",
            "lead_service",
        ),
        (
            r"\b(lead|responsible|accountable|named) (officer|person|persons|individual|manager|"
            r"name)s?\b|\b(officer|person|persons|people|manager)s? (responsible|accountable|"
            r"leading)\b|\bswyddog arweiniol\b|\bswyddog cyfrifol\b",
            "lead_officer",
        ),
        (
            r"\b(responsib\w+|accountab\w+|owners?|ownership|who|whom|leads?|led by|lead by|"
            r"action(ed)? by|arweinydd|cyfrifol\w*)\b",
            "lead",
        ),
        (r"^(what|which) (we|do we|are we|the \w+|will we).*\b(achieve|change|improve|outcome)\b", "outcome"),
        (
            r"^(what|how) (we|do we|are we|the \w+|will we|will the \w+|you)\b.*\b(do|doing|done|"
            r"deliver|achieve|get there)\b",
            "action",
        ),
        (r"^(?:\w+ )?(outcomes?|objectives?|aims?|goals?|canlyniad\w*|amcan\w*)(?: \w+)?$", "outcome"),
        (
            r"^(?:\w+ ){0,2}(actions?|activit(?:y|ies)|tasks?|initiatives?|"
            r"camau gweithredu)(?: (?:required|needed|to be taken|planned|proposed|agreed|and \w+|"
            r"points?))?$",
            "action",
        ),
        (r"\baction measures?$", "action"),
        (r"^(?:\w+ )?(themes?|priorit(?:y|ies)|blaenoriaeth\w*)(?: \w+)?$", "priority"),
        (r"^(?:\w+ )?(ref|reference)(?: \w+)?$", "ref"),
        (r"\blinks? (to|with)\b|\bresource", "note"),
        (r"\bevidence\b|\btystiolaeth\b", "evidence"),
        (r"^targets?\b.{0,25}$|\btargets?$", "target"),
    )
)


def _read_table():
    table = {}
    for key, listed in _EXACT.items():
        for entry in listed.split(";"):
            words, _, tenths = entry.strip().partition("|")
            table[words] = (key, int(tenths) / 10 if tenths else 1.0)
    return table


_TABLE = _read_table()


def exact(folded):
    """(key, certainty) for a folded heading that is in the table, or None."""
    return _TABLE.get(folded)


def by_pattern(folded):
    """The key of the first pattern found in a folded heading of at most fourteen words, or None."""
    if len(folded.split()) > 14:
        return None
    return next((key for pattern, key in _PATTERNS if pattern.search(folded)), None)
