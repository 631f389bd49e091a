"""First names that are common in Britain and Ireland, by which a person nobody entered is known by shape.

Names that are ordinary words as well (Grace, Will, Mark, Amber) are left out: a heading with such a word in it is far
more often a heading. The list is a help, never a rule: two capitalised words without any of these may be a name too.
"""

_NAMES = """
    aaron abbie abby abigail adam adele adrian agnes aidan aileen aimee alan alana alasdair alastair albert alec
    alex alexander alexandra alfie alfred alice alicia alison alistair allan allison alma alyson amanda amelia amy
    anabel andrea andreas andrew andy angela angie angus anita ann anna annabel anne annette annie anthea anthony
    antonia antony archie arnold arthur audrey aubrey barbara barney barry beatrice becky belinda ben benjamin
    bernadette bernard bernice bert beryl beth bethan bethany betty beverley beverly bianca bob bobby brenda brendan
    brian bridget bronwyn bruce bryan bryn caitlin callum calvin cameron camilla carl carla carly carmel carol carole
    caroline carolyn cassandra catherine cathy catriona cecil cecilia celia charlene charles charlie charlotte cheryl
    chloe chris christian christina christine christopher ciara ciaran claire clara clare claudia clive colette colin
    colleen connor conor constance cora corinne craig cynthia daisy damian damien dan daniel daniela danielle danny
    daphne darren dave david deanna debbie deborah debra deirdre delia della denis denise dennis derek dermot desmond
    diana diane dianne dominic don donald donna doreen doris dorothy doug douglas duncan dylan eamon eddie edgar
    edith edmund edna edward edwin edwina eileen eilidh elaine eleanor elena elinor elisabeth eliza elizabeth ella
    ellen ellie elliot elliott elsie emily emma emmanuel eric erica erin ernest esther ethan ethel eugene eunice eva
    evan eve evelyn ewan felicity felix fergus fiona flora frances francesca francis frankie fred freda freddie
    frederick freya gabriel gabrielle gail gareth garry gary gavin gaynor gemma genevieve geoff geoffrey george
    georgina gerald geraldine gerard gerry gideon gilbert gillian gina gladys glenda glenn gloria glynis gordon
    graeme graham gregory greta gretchen guinevere gwen gwendolyn gwyneth hamish hannah harold harriet harry
    hazel heather hector helen helena henrietta henry herbert hilary hilda howard hugh hugo iain ian imogen ingrid
    iona irene iris isaac isabel isabella isabelle isla isobel ivan ivor jackie jacob jacqueline jacqui jake james
    jamie jan jane janet janette janice janine jasmine jason jean jeanette jeff jeffrey jemima jemma jennifer jenny
    jeremy jerome jerry jess jessica jessie jill jillian jim jimmy joan joanna joanne jocelyn jodie joe joel johanna
    john johnny jonathan joseph josephine josh joshua joyce juan judith judy julia julian juliana julie juliet june
    justin justine karen karl kate katharine katherine kathleen kathryn kathy katie katrina katy kay kayleigh keith
    kelly kelvin ken kenneth kerry kevin kieran kim kimberley kirsten kirsty kristin kyle lara laura lauren laurence
    laurie lawrence leah leanne lena leo leon leonard leslie lesley lewis liam lilian lily linda lindsay lindsey
    lionel lisa lloyd lois loraine lorna lorraine louis louise lucas lucia lucinda lucy luke lydia lynda lyndsey lynn
    lynne mabel madeleine maggie malcolm mandy marc marcia marcus margaret margery maria marian marianne marie
    marilyn marina mario marion marjorie marlene martha martin martina marvin mary matilda matt matthew maud maureen
    maurice mavis maxine megan melanie melissa melvyn mervyn mia michael michaela michelle mick mike mildred millie
    miranda miriam moira molly mona monica morag muriel murray myra nadia nancy naomi natalia natalie natasha nathan
    neil nell nicholas nick nicky nicola nicole nigel nina noel nora noreen norma norman oliver olivia oona oscar
    owen paddy pamela patricia patrick patsy paul paula pauline peggy penelope percy peter petra phil philip
    philippa phillip phoebe phyllis polly priscilla rachael rachel ralph raymond rebecca reginald rhoda rhona
    ricardo richard ricky rita robbie robert roberta robyn roderick rodney roger roisin roland ronald ronnie rory
    rosa rosalind rosamund rosemary rosie ross rowena roy rufus rupert russell ruth ryan sabrina sally sam samantha
    samuel sandra sara sarah saskia scott sean sebastian selina shane shannon sharon shaun sheila shelley sheree
    sheryl shirley sian sidney silvia simon sinead siobhan sonia sonya sophia sophie stacey stan stanley stella stephanie
    stephen steve steven stewart stuart susan susanna susannah susie suzanne sybil sylvia tamara tania tanya tara ted
    teresa terence terry tessa thelma theo theodore theresa thomas tim timothy tina toby todd tom tommy toni tony
    tracey tracy trevor trudy tyler una ursula valerie vanessa vera verity veronica vicki vicky victor vincent viola
    virginia vivian vivien vivienne wallace walter wanda warren wayne wendy wilfred william winifred winston yvette
    yvonne zachary zara zena zoe

    aled alun angharad aneurin anwen arwel arwen bleddyn branwen bronwen carwyn carys catrin ceri cerys dafydd delyth
    dewi dilwyn dilys eifion eirlys eirwen eleri elin eluned elwyn emlyn emrys emyr enid eryl ffion fflur geraint
    gethin glenys glyn gruffudd gruffydd gwenda gwenllian gwenno gwil gwilym gwyn gwynfor heledd heulwen huw hywel idris
    iestyn ieuan ifan ifor ioan iolo iorwerth islwyn iwan llinos llyr llywelyn lowri mair maldwyn mared mari meinir
    meirion menna merfyn meurig myfanwy nerys nesta nia olwen osian owain prys rhian rhiannon rhodri rhun rhydian
    rhys sioned siwan steffan tegwen tomos trefor tudur wyn aoife aisling aine blathnaid brid brigid cathal ciarán
    cillian clodagh colm cormac daire declan diarmuid donal donncha eadaoin eimear emer eoghan eoin fergal fiachra
    fionn fionnuala gearoid grainne maeve mairead malachy maire micheal muireann neasa niall niamh nuala oisin orla
    orlaith padraig pearse ronan ruairi saoirse seamus senan seoirse sile sorcha tadhg tiernan treasa ailsa callan
    catriona eilidh ewan finlay fraser greer iain kirstie mairi mhairi morven ruaridh seonaid shona struan

    aadil aamir aaliyah aarav abbas abdi abdirahman abdul abdullah abdullahi abeera abid abu adeel adil adnan afzal
    ahmad ahmed aisha aishah akbar akhtar akram ali alia aliya aliyah amina amir amira amjad anas anisa anwar aqsa
    arif arooj arshad asad ashraf asif asim asma atif ayaan ayesha aziz azra bashir bilal bushra dawud faheem fahad
    faisal faiza farah farhan farid farida farooq farzana fatima fatimah fatma fawzia fozia ghulam habib hadiya
    hafsa halima hamid hamza hanif haroon hasan hashim hassan hibo huda humaira hussain hussein ibrahim idrees iftikhar
    ijaz ilyas imran inaya iqbal irfan ishaq ismail jamal jamila javed javid kamal karim karima kashif khadija khadijah
    khalid khalida layla leila leyla madiha mahmood mahmoud majid malika maryam mehmet mehmood mohamed mohammad mohammed
    mohamud mona mubarak muhammad munir murtaza musa mustafa mustapha nabeel nadeem nadia nafisa naheed naima najma
    nasir nasreen naveed nawaz nazia nazir noor nusrat omar osman parveen qasim rabia rafiq rahim rahman raheem rashid
    rashida razia rehana rehman riaz rizwan rubina ruqayyah saad sabah sabina sadia safia saima sajid salim salma samina
    samir samira sana sara shabana shabir shafiq shaheen shahid shahida shahnaz shakeel sharif shazia sohail sultana
    sumaya tahir tahira talha tariq tasleem tasnim umar umer usman waheed waqas wasim yasin yasmin yasmina yusuf zahid
    zahra zain zainab zakia zarina zeinab zubair

    aarti abhishek ajay akash alka amandeep amar amarjit amit amrit amrita anand ananya anil anita anjali ankit anu
    anupam aparna arjun arun arvind asha ashok avtar balbir baljit balwinder bhavna charanjit chetan daljit davinder
    deepa deepak deepika dev devi dilip dinesh gaurav geeta gita gurdeep gurdip gurinder gurjit gurmit gurpreet harbhajan
    hardeep hari harinder harjit harjinder harpreet harsha hema hemant indira indra inderjit ishaan jagdish jagjit
    jaspal jaspreet jaswinder jatinder jayesh jyoti kalpana kamala kamaljit kapil karan karthik kavita kiran kirandeep
    kirit kishan kishor krishna kuldip kulwinder lakshmi lata madhu mahesh mandeep manisha manjit manjula manoj manpreet
    maya meena meera mehul minal mohan mukesh naresh narinder navdeep navin nayan neelam neeraj neeta neha nikhil nilesh
    nisha nitin padma parminder parul pooja prabha prakash pramila pranav prasad pratap prem prerna priti priya priyanka
    purnima rachna radha rahul raj raja rajesh rajinder rajiv rakesh ram raman ramesh ranjit rashmi ravi ravinder reena
    rekha renu ritu rohan rohit roshni rupa rupinder sachin sangita sanjay sanjeev santosh sapna sarita satish satnam
    satpal seema shalini shanti sharda sharmila shilpa shiv shobha shreya simran sital smita sneha sonal subhash sudha
    sukhdev sukhi sukhjit sukhwinder suman sunil sunita suresh surinder surjit sushila swati tanvi tarun tejal uma usha vandana
    varsha veena vidya vijay vikas vikram vinay vinod vipul vishal yash

    abena abimbola ade adebayo adebola adeola adunni afia agnieszka ahmet akosua akua alejandro aleksandra alessandro
    amadou amara ama andrzej aneta anita anton antonio ayo ayodele babatunde barbora beata bogdan bolanle boris bartosz
    carlos chi chiamaka chidi chika chinedu chinonso chioma chukwuma dariusz diego dmitri dorota edyta efua elzbieta
    emeka emilia enrique ewa fadekemi fatou femi fernando folake francisco funmi funmilayo gabriela giovanni giulia
    grzegorz halina hana hans hiroshi hui ifeanyi ifeoma igor ikechukwu ines irina iwona izabela jacek jadwiga jakub jana
    janusz jaroslaw jerzy jesus joao joaquin jorge jose jozef juliana jurgen kacper kamil kamila karolina katarzyna
    kayode keisha kemi kofi kojo krzysztof kwabena kwaku kwame kwasi kwesi lamin leszek luca luigi luis lukasz maciej
    magda magdalena malgorzata marcelo marcin marek mariana mariusz marta mateusz mbali mei michal mihai mikolaj ming
    mirela miroslav monika natalia ngozi nkechi nneka nnamdi nomsa obinna olga olu olufemi oluwaseun olga oluwole onyeka
    pablo paolo patrycja pawel pedro pietro piotr radoslaw rafael rafal ramon raul ren renata rosa rui ryszard segun
    sergei sergio seun shanice sibusiso slawomir stanislaw stefan svetlana sylwia szymon tadeusz taiwo temitope tendai
    thandi thabo themba tobi tomasz tunde uchenna urszula vasile viktor vladimir waldemar wei wojciech xin yan yaw yetunde
    yewande ying yoko yuki zbigniew zofia zoltan zuzanna
"""
GIVEN_NAMES = frozenset(_NAMES.split())
