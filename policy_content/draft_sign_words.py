"""The words that the draft reader knows to belong together, whatever else a post is about.

A word that ends in `*` stands for every word that begins so. Some are offensive: the reader has to
know them, to tell a colleague that they are there.
"""

from collections.abc import Mapping

SIGN_WORDS: Mapping[str, str] = {
    "employer": (
        "census|civil serv*|civil service|darlington|fareham|government statistic*|"
        "national statistics|newport|official statistic*|ons|"
        "ons office for national statistics|statistics authority|statistics office|"
        "stats office|titchfield|uksa"
    ),
    "work": (
        "boss*|branch|chief|colleague*|department|dept|deputy|desk|dg|director*|directorate|"
        "grade|hr|it|job|line manager|manager*|meeting*|overtime|payroll|payslip|promotion*|"
        "reorg*|restructur*|rota|shift*|staff|supervisor*|team|teams|work"
    ),
    "us": ("our|ours|us|we|were|weve"),
    "oneself": ("i|im|ive|me|mine|my"),
    "somebody spoken to": ("u|ur|you|your|youre"),
    "swearing": (
        "arse*|ass|asshole*|bastard*|bellend*|bitch*|bloody|bollock*|bugger*|crap*|cunt*|"
        "damn|dick*|effing|fck*|feck*|fuck*|git|gits|knob*|piss*|prick*|shit*|sht*|slag*|sod|"
        "tit|tits|tosser*|twat*|wank*"
    ),
    "insult": (
        "chinless|clown*|clueless|cow|coward*|crawler*|creep*|cretin*|daft cow|dense|dim|"
        "dimwit*|dinosaur*|disgust*|donkey*|dump|fat|freak*|gammon|gobshite*|grass|grotesque|"
        "hag|halfwit*|hateful|hopeless|idiot*|imbecile*|inbred|incompetent|jobsworth*|joke|"
        "karen|layabout*|lazy|leech*|liar*|loser*|lump|lying|melt|miserable|moron*|muppet*|"
        "nasty|no mates|numpt*|old bag*|parasite*|pathetic|pig|pillock*|plank|poisonous|"
        "rubbish|saddo*|scum*|shower of|slimy|slob*|smug|snake*|snowflake*|stupid|telltale|"
        "thick|thief|toff*|trash|ugly|useless|vermin|vile|waste of skin|waste of space|witch|"
        "work shy|workshy"
    ),
    "slur": (
        "chink*|coon*|darkie*|dyke*|fag|faggot*|gyppo*|gypo*|half caste|mong*|nazi*|"
        "nonce*|nutter*|paddies|paki|pakis|pikey*|poof*|psycho*|queer*|retard*|schizo*|sissy|"
        "spastic*|spaz*|tart|tranny|trannies"
    ),
    "ill will": (
        "bankrupt|big slap|boil|choke*|deserve*|get in the bin|good riddance|had it coming|"
        "hang em|hang them|hate|hope he|hope her|hope his|hope it|hope she|hope someone|"
        "hope the|hope their|hope they|hope you|hope your|in the bin|lock em up|locking up|"
        "lock them up|needs a|put down|putting down|ram it|send em|send them|serves|shove|"
        "stick it|stick your|tell them where|want gassing|want locking|want shooting|"
        "wants shooting|wind your neck|wish"
    ),
    "ridicule": (
        "bow down|calling you out|crying laughing|embarrassing|expose*|exposing|for a laugh|"
        "gone viral|haha*|have a laugh at|humiliat*|laughing at|laughing face*|laughing stock|"
        "lmao|lol|name and shame|naming|one star|parody|pile on|pmsl|report her|report him|"
        "share this|spot the|take the mick|taking the piss|viral|worst ones"
    ),
    "kindness": (
        "apolog*|bless|calm*|cared|charity|cheered|clapped|comfort*|donat*|fair play|fond*|"
        "forgiv*|fundrais*|gent|gentle*|good luck|helped|helping|helps|hospice|hug*|kind|"
        "kinder|kindness|kindnesses|laughed|listened|miss him|miss her|patient*|raising|sorry|"
        "sponsor*|support*|sweet|thoughtful|volunteer*|warm*"
    ),
    "weariness": (
        "bath|bed|cried|cry|crying|done in|exhausted|frustrating|funeral|gp|grief|grieving|"
        "knackered|long day|long week|lonely|miss|one of those|rough|sad|shattered|sleep*|"
        "slept|stress*|tired|worn out"
    ),
    "cleared": (
        "agreed|approved|cleared|consultation|duty rota|duty team|licensed|official account|"
        "our website|permission|scheduled|sign up for|signed off"
    ),
    "like everybody": (
        "couldnt tell you|have no idea|i dont know|id not say|in the calendar|"
        "like everybody|like everyone|like the rest of|no idea|same as everybody|"
        "same as everyone|same page as|wouldnt say|wouldnt tell|with you lot|with you"
    ),
    "violence": (
        "beat|bomb*|brick*|burn*|burnt|dead|die|drown*|egg|gas|hang*|hanged|hit|horsewhip*|"
        "kick*|kill*|lynch*|noose|punch*|run over|shoot*|shooting|shot|slap*|smash*|stab*|"
        "strangle*|throttle*"
    ),
    "group of people": (
        "asian*|asylum|autis*|benefit*|black*|blind|boats|boomer*|catholic*|chinese|"
        "christian*|culture*|deaf|disabled|diversity|english|fat|foreign*|french|gay*|"
        "german*|ginger*|girl|girls|gypsies|gypsy|homeless|immigrant*|indian*|irish|islam*|"
        "jew*|lass*|lesbian*|men|migrant*|muslim*|old|pakistani*|pensioner*|polish|pronoun*|"
        "race|racist*|refugee*|religio*|romanian*|scottish|scrounger*|sexist*|trans|"
        "traveller*|vegan*|welsh|wheelchair*|white|woman|women"
    ),
    "politics": (
        "brexit|chancellor|conservative*|councillor*|downing street|election*|farage|gaza|"
        "government|greens|israel|labour|left wing|lib dem*|libdem*|minister*|mp|mps|"
        "palestine|parliament|plaid|pm|prime minister|reform|right wing|snp|starmer|tories|"
        "tory|treasury|ukip|vote*|voting|westminster|whitehall"
    ),
    "statistic": (
        "baby names|births|bulletin*|cpi|crime|data|deaths|earnings|embargo*|employment|"
        "estimate*|figure*|gdp|headline|house price*|inflation|migration|number*|population|"
        "productivity|rate|rates|release*|retail sales|rpi|stat|statistic*|stats|trade|"
        "unemployment|wage*"
    ),
    "before publication": (
        "09 30|7am|9 30|before|coming|early|embargo*|first look|friday|half nine|"
        "half past nine|hint*|in the morning|monday|next week|not out yet|preview|sneak|"
        "spoiler*|thursday|til|till|tomorrow|tomorrows|tuesday|under embargo|until|wait|"
        "watch this space|wednesday"
    ),
    "published": (
        "according to|available|bulletin|last month|last week|last year|link|out now|"
        "out today|page|public|publicly|published|publishes|read it|released today|source|"
        "table|this morning|website|yesterday"
    ),
    "hint": (
        "between us|between you and me|cant say|confidential*|dont tell|"
        "draw your own conclusions|embargo*|heard it here|hush|insider|internal|just saying|"
        "keep it|leak*|mums the word|no comment|not allowed|not meant|not saying|"
        "not supposed|nudge|off the record|say no more|saying nothing|secret*|shouldnt|"
        "strictly|wink"
    ),
    "hacking": (
        "attack*|breach*|compromised|cyber*|data loss|ddos|got in|hack*|incident*|infiltrat*|"
        "intrud*|it security|laptop*|leak*|locked out|malware|network|offline|phish*|ransom*|"
        "server*|stolen|system|systems|virus"
    ),
    "site or device": (
        "alarm*|asset tag|back door|badge*|barcode|bomb*|camera*|cctv|code|codes|door codes|"
        "door*|entrance*|evacuat*|fire exit|gate*|guard*|key|keys|lanyard*|lock|locks|pass|"
        "passes|protest*|reception|security|serial|side door|suspicious|tailgat*|threat*|"
        "unlocked"
    ),
    "password": ("account*|credential*|log in|logged in|login*|passcode|password*|pin"),
    "picture": (
        "attached|attachment|clip|gif|image*|pdf|photo*|pic|pics|picture*|scan*|screen|"
        "screens|screenshot*|selfie*|slide|slides|tour|video*|view from|whiteboard*"
    ),
    "unfair": (
        "bullied|bully*|burnout|care|cares|discriminat*|exploit*|fair|favourit*|"
        "hate|hates|leave|mates|nepotis*|overtime|paid|pay|promot*|redundan*|sack*|stress*|"
        "toxic|treat*|underpaid|unfair*|worst"
    ),
    "grievance": (
        "appeal*|backdated|complain*|consult*|desk assessment|dispute|flexible|grievance*|hr|"
        "ignored|lost my|months|owe|owed|payroll|refus*|sort it out|still waiting|tribunal|"
        "union*|weeks"
    ),
    "agreement": (
        "100|agree*|amen|cannot argue|cant argue|clap*|couldnt have put|deserve*|every word|"
        "exactly|fair point|had it coming|has a point|hes right|hit the nail|like|liked|"
        "liking|nailed it|not wrong|quote|repost*|retweet*|shares|sharing|shes right|so true|"
        "spot on|theyre right|this|well said"
    ),
    "criticism": (
        "article|broken|column*|committee*|critic*|failed|failing|failure|flaw*|"
        "journalist*|lost the plot|mess|mps|not fit|report|review|rubbish|shambles|slow|"
        "think tank|unreliable|useless|watchdog|wrong"
    ),
    "outside the job": (
        "ask me anything|but heres|dont work on|explain|happy to explain|if it were up to me|"
        "in my opinion|just a|let me tell you|my take|my thoughts|my view on|no expert|"
        "not an expert|not my area|not my department|not my field|not my job|not my team|"
        "nothing to do with|only a|ought to|reckon|should be|strategy|thread"
    ),
    "disclaimer": (
        "all views|my own views|not my employer*|not those of my employer|"
        "dont represent|opinions all mine|opinions are mine|opinions are my own|"
        "opinions here are|opinions mine|opinions my own|own view*|personal capacity|"
        "personal view|views all mine|views are mine|views are my own|views mine|views my own|"
        "views only"
    ),
    "private life": (
        "allotment|aunt|baby|bake*|baking|bike|birthday|brother|cake|cat|choir|church|curry|"
        "dad|daughter|dinner|dog|football|garden|gig|grandad|holiday|home|house|husband|kid|"
        "kids|kitchen|lunch|mam|marathon|match|mum|nan|neighbour*|parkrun|pub|puppy|quiz|"
        "recipe|rugby|run|school|sister|son|supper|tea|toddler|uncle|village|walk|wedding|"
        "wife"
    ),
    "weekend": (
        "beer*|club|dance*|dancing|drag|drunk|festival|gig|gin|hangover|hen|"
        "hungover|karaoke|night out|party|pint*|prosecco|saturday|stag|sunday|tattoo*|"
        "weekend|wine"
    ),
    "dishonesty": (
        "called in sick|claimed|clocked|expenses|fake*|faked|fiddle*|freebie*|jiggl*|lie|"
        "lied|mouse jiggler|nick|nicked|on the sly|overtime|pulled a|sick day|sickie|"
        "signed off|skiv*|timesheet*|told them|told work|working from home"
    ),
    "somebody else": (
        "bloke|fella|guy|he|her|herself|hes|him|himself|his|lad|lads|she|shes|their|them|they|woman"
    ),
    "guess": (
        "about|apparently|around|ballpark|could be wrong|dont quote|from memory|guess*|"
        "havent checked|heard|maybe|no idea if|not checked|off the top|pretty sure|probably|"
        "read somewhere|reckon|roughly|rumour*|somebody said|someone said|think|unchecked|"
        "unverified"
    ),
    "law": (
        "addresses|age|arrested|copies|copy|copyright|court|crook*|download*|emails|female|"
        "for sale|fraud*|hospital|illegal*|interview*|jury|libel|male|medical|"
        "names and addresses|phone numbers|police|pregnan*|respondent*|salary|scan|selling|"
        "steal*|stream|thief|torrent|trial|under 30|young"
    ),
    "whereabouts": (
        "address|alone|away till|bus|car|come and find|come and say|empty|every day|"
        "home alone|hotel|house|live at|live on|number|on my own|reg|road|route|same time|"
        "street|train|walk"
    ),
    "recruitment": (
        "apply|apprentice*|careers|closing date|hiring|jobs|recruiting|role*|training|vacanc*"
    ),
    "praise": (
        "amazing|brilliant|cheers|chuffed|congratulation*|delighted|enjoy*|fantastic|"
        "grateful|great|happy|honoured|love|lovely|proud|thank*|welcome|well done"
    ),
}
