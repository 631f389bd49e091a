"""Words with a capital letter that are nobody's name: how sentences and headings of plans begin, places, days, faiths.

What councils and services are called stands in `kinds`; here is what stands in the text of plans.
"""

_ORDINARY = """
    a able about above across add additional address after again against agree agreed aim aims align all allow also
    although always an and annual annually any app apply appoint appropriate are arrange article as ask assess assist
    at attend available award back balanced base baseline based be because been before begin being below benchmark
    best better between beyond big board both bring broad budget build but by call campaign can carried carry case
    celebrate central chief check circulate clear close code collaborate collect come commence commit common complete
    completed complaint conclude conduct confidence confirm connect consider consult continue continued create
    creative cross current currently cycle daily date day deal decide decision define deliver demonstrate deputy
    design determine develop did different direct disabled discuss discussion display do does done down draft drive
    due during each early east eastern ease effective embed enable encourage end engage enhance ensure equip escalate
    establish evaluate evening every evidence examine expand explore express extend external fair feed feedback few
    field final find first five flexible focus follow following for formal former forward four free friendly from front
    full fully further future gain gather general get give given go goal good great green greater guide guidance had
    half has have having he hearing held help her here high his hold host hour how however identify if implement
    implemented improve in include includes increase incorporate individual inform initial initiate innovate inside
    integrate intend introduce into investigate invite is issue it its joint keep key know lack large last latest
    launch lay lead learn led less let level liaise like limited line link list listen little live long look looking
    low made main maintain make manage many map match maximise may me measure meet mentor minor monitor month monthly
    more most move moving much must my near need new next nine no none north northern not note nothing now number
    objective obtain of off offer offered on once one ongoing only open or order organise our out over own pack
    part participate past pathway pay per phase pilot plan please point positive post potential prepare present
    previous previously prior proactively produce profile progress promote proposed provide provided publicise publish
    purchase put quarter quarterly quick raise range re reach read real recognise recommend record recruit red reduce
    refer refresh regular regularly relaunch remain remove repeat replace report reported request require research
    respond rest result retain return reverse review revise right roll round run same save scope second see seek send
    set seven several shall share she short should show sign since six small so some south southern speak special
    start started step still strengthen subject submit successful such suitable support supported survey take talk
    target task ten term test than that the their them then there these they third this those three through time
    timely to together top total toward towards track train transparent trial true two under undertake undertaken
    undertook unless until up update upon us use used using utilise value via view visible vision visit wales
    was way we week weekly well went were west western what when where whether which while white who whole why wide
    widen will with within without work would write year years yes yet you young your zero
    accredited achieve achievement achievements addendum advert adverts advocacy ambition anonymous appeal appendix
    applicant applicants artificial appraisal appraisals asian aspiring attendance autism barrier barriers behaviour
    behaviours bench bias black blue braille bronze brown budgets bullying café carers cabinet capacity celebration
    census centre centres chapter charter civic class colour commitment committee competency conference consultee
    courage coronavirus covid cohesion cycle dashboard deaf dementia dignity diploma dyslexia easy eight election
    email emergency empowering equivalence excellence exit facebook fairness fast feminist festival file film first
    fit forum framework fund gap gaps gay gold grade grants group grievance guidelines happy harassment hate heard
    help hidden history holocaust host hub human identity impact inclusive index induction instagram intranet interview
    investors key kick law leaver leavers lesbian line listening living logo loop mainstream manifesto matrix maternity
    memorial menopause mentoring message methodology mind minute module moderate month mosque national need neuro
    newsletter note objectives one open option orange outcome outcomes pack page panel paper paragraph parental partial
    paternity pathfinder pay period pink plain platform pledge poverty premium pride principle priorities process
    promise protected proud provision purple quality question quick rainbow rate ready recommendation recording reporting
    representation respect retention roadmap role route safe satisfaction scheme score screen section self session shared
    show silver single skill sign social source spring square stage stand statement status steering stop story
    structure success summary summer sunflower swan table teams tell template theme tier together toolkit toolkits topic
    transgender trust twitter unconscious unit unite universal valuing vacancy vaccine video vital voice walk
    warm website welcome white winter word words workshop workshops yellow
    mae mae'r bydd byddwn mewn gyda gan ar yn yr y i'r o'r a'r cynllun camau gweithredu cydraddoldeb hyfforddiant
    adnoddau dynol corfforaethol addysg iechyd diogelwch tai hamdden llyfrgell llyfrgelloedd cwsmeriaid democrataidd
    cyllid cynllunio cymunedol strategol blynyddol adroddiad amcan amcanion blaenoriaeth deddf safonau
    cyngor sir staff swyddog swyddogion gwasanaeth pobl cymraeg cymru iaith
"""
# A name with one of these behind it is that of a place, a body, a day or a law.
_HEADS = """
    abbey academy acre act airport archive arena avenue award awards bank barn bay beck bill borough bridge brook
    building buildings campus castle cathedral cemetery centre chambers chapel charter church churchyard circus city
    clinic close club coast college common corner council county court crescent cross day dale district docks downs
    drive estate farm fell festival field fields forest foundation fund gallery gardens garden gate glen green grove
    hall ham harbour heath heights hill hills hospice hospital hotel house infirmary institute island isle junction
    lane lecture legacy library lodge manor marina market meadow meadows medal memorial mews mill mills mosque mount
    museum museums office park parish partnership partners place plan playground pool port prize programme project quarter
    quay report review ridge rise river road row royal scheme school schools scholarship society square stadium station
    street studio studios surgery swan synagogue temple terrace theatre tower towers town trail trust university vale
    valley view villa village walk ward water waterside way week well wharf wood woods works yard youth ltd limited plc
    llp cic consulting consultants associates solicitors group services association network methodist league cup
"""
_THINGS = """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday christmas easter ramadan eid diwali hanukkah passover vaisakhi navratri lent
    spring summer autumn winter british english scottish welsh irish european african caribbean asian arab arabic
    bangladeshi bengali chinese french german greek gujarati hindi indian iranian italian jamaican kurdish latin nepalese
    nigerian pakistani persian polish portuguese punjabi romanian russian slovak somali spanish sylheti tamil turkish
    ukrainian urdu vietnamese gypsy roma traveller travellers muslim muslims christian christians hindu hindus sikh sikhs
    jewish jew jews buddhist buddhists bahai catholic protestant islam islamic christianity judaism hinduism sikhism
    england britain scotland ireland wales europe africa asia caribbean america london birmingham leicester manchester
    liverpool leeds sheffield bristol nottingham cardiff swansea newport belfast derry glasgow edinburgh aberdeen dundee
    bradford coventry kingdom united microsoft google zoom excel word outlook powerpoint sharepoint youtube linkedin
    windows android apple stonewall athena unison gmb mencap scope shelter barnardo samaritans mermaids acas ofsted
    nhs bsl bame bme lgbt lgbtq plus minister majesty mayor lieutenant chamber chambers justice commons lords
    covid corona lockdown brexit windrush juneteenth pride allies ally champion champions
"""
_BEFORE_PLACES = """
    in at near around across throughout the a an this our of between into outside within towards for via
    yn ym ar o y yr
"""
_AFTER_PLACES = """
    residents resident communities community schools school area areas ward wards estate estates library libraries
    council branch branches borough neighbourhood neighbourhoods site sites campus constituency district region wide
    based business businesses scheme programme project event events conference training survey report award toolkit
    app system software platform database tool model method framework network networks policy plan strategy campaign
"""
ORDINARY, HEADS_OF_NAMES, THINGS, BEFORE_PLACES, AFTER_PLACES = (
    frozenset(words.split()) for words in (_ORDINARY, _HEADS, _THINGS, _BEFORE_PLACES, _AFTER_PLACES)
)
