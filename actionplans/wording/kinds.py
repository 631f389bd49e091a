"""Whether a contributor is a person, a post, a service, a group or a partner, from the shape of the name."""

import re

LONGEST = 250  # characters of a name that are looked at
_POST = re.compile(
    r"\b(?:managers?|directors?|officers?|heads?\s+of|heads?|chief|chairs?(?:person|man|woman)?|"
    r"co-?chairs?|leads?|leaders?|coordinators?|co-ordinators?|executives?|advis[eo]rs?|president|"
    r"vice[- ]chancellor|pro[- ]vice[- ]chancellor|pvc|registrar|provost|dean|principal|"
    r"superintendent|inspector|sergeant|constable|commissioner|commander|secretary|clerk|specialist|"
    r"consultant|analyst|administrator|assistant|partner\s+\(hr\)|business partners?|champions?|mayor|"
    r"councillor|cllrs?|deputy|"
    r"treasurer|solicitor|monitoring officer|guardian|matron|nurse|ceo|coo|cfo|cpo|cno|chro|dcc|acc|"
    r"dpo|dvc|headteacher|head teacher|teachers?|trainer|supervisor|owner|planner|ambassadors?|"
    r"governors?|trustees?|portfolio holder|cabinet member|sro|senco|senior responsible owner|"
    r"cyfarwyddwr|pennaeth|rheolwr|swyddog|prif|cydlynydd|cydgysylltydd|arweinydd|cynghorydd)\b",
    re.IGNORECASE,
)
_WELSH_POST = re.compile(
    r"(?:pennaeth|cyfarwyddwr|rheolwr|swyddog|prif|cydlynydd|cydgysylltydd|cynghorydd)\b", re.IGNORECASE
)
_GROUP = re.compile(
    r"\b(?:groups?|forums?|fora|networks?|committees?|boards?|panels?|councils?\s+of|steering|"
    r"task ?force|partnership board|bwgs?|working party|assembly|council|cabinet|members|"
    r"champions network|self[- ]assessment team|sat|smt|cmt|dmt|slt|smb|hrmt|clt|executive team|"
    r"management teams?|leadership team|union|unions|unison|gmb|unite|"
    r"grwp|grŵp|fforwm|rhwydwaith|pwyllgor|bwrdd|cabinet|wrwg|[a-z]{1,4}wg)\b",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"\b(?:teams?|services?|departments?|directorates?|divisions?|units?|office|section|hr|"
    r"human resources|communications|comms|organisational development|od|learning|policy|projects|"
    r"recruitment|finance|legal|housing|planning|procurement|it|ict|digital|transformation|estates|"
    r"customer|payroll|libraries|engagement|equalit(?:y|ies)|edi|"
    r"faculty|school|college|registry|governance|performance|democratic|adult|children|public health|"
    r"workforce|training|development|strategy|resources|all|everyone|adnoddau dynol|gwasanaethau?|tîm|"
    r"tim|adran|cyfathrebu)\b",
    re.IGNORECASE,
)
_PARTNER = re.compile(
    r"\b(?:nhs|trust|police|university|charity|cic|ltd|limited|plc|association|citizens advice|age uk|"
    r"mind|stonewall|red cross|samaritans|voluntary sector|third sector|partners?|contractors?|"
    r"suppliers?|external|fire and rescue|health board|ccg|icb|jobcentre|unions? officials?|"
    r"housing association)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^(?:mr|mrs|ms|miss|mx|dr|prof|professor|cllr|councillor|sir|dame|lord|baroness|rev|pc|sgt|insp|"
    r"supt|ch insp|acc|dcc|cc|di|dci)\.?\s+(?=[A-Z])",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:[A-ZÀ-Ž][\w’'`-]*\.?|de|van|der|den|von|ap|ab|al|bin|el|la|le|O['’])", re.UNICODE)
# Words of which services are named and people hardly ever are: with one of them, "Smart Cities" is nobody's name.
_ORDINARY_WORDS = """
    academic access accessibility accountability accountable active adult adults affairs age ageing
    agile all anti apprentice apprenticeship architecture archives area armed arts asset assets
    associate associates assurance asylum audit awareness bame belief benefits bme building
    buildings built business care career careers carers catering chair change charity child
    childcare children childrens cities citizen citizens city civic civil climate clinical cohesion
    commercial commission commissioning communities community complaints compliance conduct
    consultation contact contract contracts corporate council counter countryside county crime
    cultural culture customer data delivery democracy democratic design dev digital directorate
    disability disabled diversity domestic early ecology economic economy education elections
    electoral emergency employee employees employer employment enforcement engagement engineering
    enterprise environment environmental equal equalities equality estates ethics ethnic ethnicity
    event events external facilities faiths families family finance financial fire foi forces fraud
    gender governance group growth gypsy head health healthcare healthy heritage higher highways
    home homelessness homes hospital housing human impact improvement inclusion inclusive
    inclusivity income industrial information infrastructure innovation insight inspection insurance
    integrated integration intelligence internal international internet interpretation intervention
    investment it job joint justice knowledge language languages lead leadership leads learning
    legal leisure lgbt lgbtq libraries library licensing life lifelong local looked maintenance
    management market marketing media medical member members mental midlands migrant migrants
    minority mobility modern monitoring museum museums music national neighbourhood neighbourhoods
    network new nursing occupational office one online open operational operations organisation
    organisational other outreach parking partnership partnerships passenger patient patients
    payroll people performance planning policies policy political press prevent prevention primary
    priority probation procurement programme programmes project projects property protection public
    publications quality race racial recruitment refugee refugees regeneration regional registration
    regulatory relations relevant religion research residents resilience resource resources response
    responsible revenue revenues review risk roma rural safeguarding safer safety schools science
    scrutiny secondary sector security senior service services sexual skills smart social spaces
    special specialist sport sports staff standards state statistics strategic strategy student
    students supply support sustainability sustainable system systems talent tax technical
    technology tenancy tenant tenants theme themed third tourism trade trading training trans
    transformation translation transport travel traveller travellers university various veterans
    victim violence voluntary volunteer volunteering waste web welfare wellbeing women womens work
    worker workers workforce workplace works workstream youth
"""
_ORDINARY = frozenset(_ORDINARY_WORDS.split())
_INITIALS = re.compile(r"[A-Z]{2,4}|[A-Z](?:\.\s?[A-Z]){1,3}\.?")


def of(name, *, role):
    """person, post, service, group or partner; the role of the cell decides only where the shape says nothing."""
    words = " ".join((name or "")[:LONGEST].split())
    title = _TITLE.match(words)
    bare = _TITLE.sub("", words) if title else words
    if title and bare.count(" ") == 0 and _NAME.fullmatch(bare) and not is_ordinary(bare):
        return "person"
    if title and looks_like_a_person(bare):
        return "person"
    if re.fullmatch(r"\S+@\S+\.\S+", words):
        return "person"
    kind = _by_vocabulary(words, role)
    if kind:
        return kind
    if looks_like_a_person(words) and role != "lead_service" and role != "supporting":
        return "person"
    if _INITIALS.fullmatch(words) and role == "lead_officer":
        return "person"
    return "service"


def _by_vocabulary(words, role):
    post, group, service = (list(pattern.finditer(words)) for pattern in (_POST, _GROUP, _SERVICE))
    head = re.split(r"\s+(?:of|for|with|in|to)\s+|,|\(", words)[0]
    if post and post[-1].end() == len(words):
        return "post"
    if post and (_POST.search(head) or not (group or service)):
        last_group = (
            group and group[-1].end() >= len(words.rstrip("s")) and group[-1].start() > post[-1].start()
        )
        last_service = (
            service
            and service[-1].end() == len(words)
            and service[-1].start() > post[-1].start()
            and not re.search(r"\bof\b|\bfor\b|:", words)
            and not _WELSH_POST.match(words)
        )
        if not last_group and not last_service:
            return "post"
    if group:
        return "group"
    ends_as_service = service and service[-1].end() == len(words)
    if _PARTNER.search(words) and not ends_as_service:
        return "partner"
    return "service" if service else None


def is_ordinary(words):
    """Whether any of the words is one of which services, groups, posts or partners are named."""
    parts = re.findall(r"[^\W_]+", words.casefold())
    return any(part in _ORDINARY for part in parts) or any(
        pattern.search(words) for pattern in (_POST, _GROUP, _SERVICE, _PARTNER)
    )


def looks_like_a_person(words):
    """Two to four words that are each written as a name is, none of them from the vocabulary of services."""
    parts = words.replace(".", ". ").split()
    if not 2 <= len(parts) <= 4 or not all(_NAME.fullmatch(part) for part in parts):
        return False
    if is_ordinary(words):
        return False
    return not all(part.isupper() and len(part) > 2 for part in parts) or len(parts) == 2
