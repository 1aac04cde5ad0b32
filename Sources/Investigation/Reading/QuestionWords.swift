/// The plain words of questions: what names no part of a system and is nothing to search for.
///
/// One more word is one more entry; a word stands in one list, that of its strongest use.
enum QuestionWords {
  /// Words of grammar and politeness: never searched for, never a symptom.
  static let stop = words(
    """
    a about above actually after again against all almost already also although always am among an \
    and another any anybody anyone anything anywhere apart are around as aside at away back be because been \
    before began begin beginning begins being below besides between both but by can come comes \
    coming could currently did do does doing done down due during each either else end ended ending \
    ends enough etc even ever every everybody everyone everything everywhere exactly except exclude \
    excluding far few finally following follows for found from further gave get gets getting give \
    given gives giving go goes going gone got had happen happened happening happens has have having he \
    help hello hence here hers hey hi him his how however i if ignore ignoring in instead into is it its just \
    keep keeps kind kinds last lasted lasting lately later least less let like likely look looked \
    looking looks lot lots made mainly make makes many may maybe me mean means meant meanwhile might mine more \
    moreover most mostly much must my near need needed nearly neither never next no nobody none nor \
    normally not nothing now occur occurred occurring occurs of off often ok okay on once one ones \
    only onto or other others otherwise our ours out over own part past per perhaps please possible \
    possibly probably put quick quickly quite rather really recent recently regarding related right same say \
    said saw says see seem seemed seems seen several shall she should showing side simply since so \
    some somebody somehow someone something sometimes somewhere soon sorry sort start started \
    starting starts still stop stopped stopping stops such suddenly sure take taken takes taking \
    tell than thanks thank that the their them then there these they thing things think this those \
    though through throughout thus till to today together tomorrow tonight too toward towards tried try trying \
    turn turned under until unless up upon us use using usual usually various very via was way we \
    went were what whatever when whenever where whereas whether which while who whom whole whose \
    why will with within without wonder would wrong yes yesterday yet you your yours able bit case \
    come there's want wants wanted kindly dear sir anyways anyway guys folks team hmm uh oh well \
    good great fine nice morning afternoon evening night noon midnight day days hour hours minute \
    minutes second seconds week weeks month months ago onset during early earlier earliest late latest long longer \
    longest first oldest newest old new ms ask asking asked question answer know known knows tldr \
    basically literally first-hand altogether did'nt ain isn versus vs compared compare comparing comparison \
    difference differ different differs through-out word words sentence sentences paragraph brief briefly \
    short shortly quick-and-dirty plain english simple simply people person anymore \
    tho thru imo imho lol cheers ta mate dude bro buddy anyhow somewhat literally honestly frankly \
    single singly overall thereby meantime alas hopefully apparently obviously supposedly presumably \
    became become becomes becoming came ran run running runs went brought put left cannot since when's onwards onward inclusive descending ascending desc asc overall roughly approximately kick kicked exact exactly precise precisely
    """)

  /// Words that ask for something to be done: they are commands, not what is sought.
  static let commands = words(
    """
    show shows list lists display print fetch find finds grep tail head cat pull bring search searching give \
    count counts counted number numbers amount total totals check checks checking investigate investigating \
    diagnose diagnosing debug debugging analyse analyze analysing analyzing explain explains explaining describe \
    summarise summarize summarising summarizing summary overview recap report reports reporting write draft \
    compare measure calculate compute group grouped grouping sort sorted order ordered rank filter \
    filtered limit narrow break breakdown split log logs logged logging line lines entry entries \
    record records message messages output evidence file files data matching match matches contain \
    contains containing include includes including mention mentions mentioning mentioned dig view \
    open read timeline chronology sequence impact blast radius status page post-mortem hand-over \
    handover handoff hand-off next steps step action actions root cause causes caused causing reason \
    reasons reasoning culprit blame responsible suspect suspects rca incident incidents outage outages \
    problem problems issue issues trouble troubles happen event events details detail context surrounding \
    surroundings rate rates frequency often times time trend develop developed grow grew growth over top \
    common frequent affected impacted hit involved similar distinct unique sample samples example examples \
    instance occurrence occurrences system systems service services host hosts \
    component components range cover covers covered span inventory available percentile median \
    average mean maximum minimum max min sum highest lowest slowest fastest histogram distribution \
    statistics stats level levels rule ruled hypothesis hypotheses theory theories confidence confident certain \
    certainty proof prove proves proving proven evidence unread skipped skip changed change changes lines-around \
    frequently noisy noisiest loud chatty quiet quietest loudest chattiest statuses timestamp timestamps send sends sent produces produce \
    produced wrote written-by seeing sees calm conclude concluded candidates candidate story reconstruct sign signs \
    spread evenly whereby manage managed newer older earlier hm hmm doubt disprove believe conclusion notes note \
    shift boss elaborate version convert leak-free version worth guess suppose mentions quite \
    showed making stuff clue name named alright sounds unlikely producing boil whatever fyi nope oops focus \
    return returns returned returning answer answers answered responds responded throws throwing threw idea took \
    speaks speak follow checked percentage percent share fraction proportion ratio success availability \
    request requests call calls response responses id ids server servers node nodes machine machines \
    instance instances endpoint endpoints client clients value values number-of alert alerts \
    postmortem customer-facing stakeholders stakeholder management manager boss
    """)

  /// Words for trouble as such: a symptom's words only beside others.
  static let trouble = words(
    """
    error errors fail fails failed failing failure failures fault faults faulty broken broke break \
    breaking breaks bad badly worse worst down slow slower slowly slowness crash crashes crashed \
    crashing exception exceptions warning warnings fatal fatals critical criticals severe severity \
    serious healthy unhealthy health alive dead die died dies dying stuck hang hangs hanging hung \
    unavailable unresponsive degraded degradation anomaly anomalies anomalous unusual suspicious strange weird odd \
    flaky misbehave misbehaves misbehaving recover recovers recovered recovery resolve resolved \
    normal working works work worked alert alerts alarm alarms symptom symptoms complain complaining \
    complaints info infos notice notices debugs trace traces verbose emergency customer customers user users \
    ok okay fine fix fixed impact production prod environment live
    """)

  /// Plain words that a judgement can be about, as in "is it the server?".
  static let suspects = words(
    """
    server servers client clients node nodes machine machines host hosts file files data user users \
    customer customers system service services requests endpoint message messages log logs
    """)

  /// Numbers in words.
  static let numbers: [String: Int] = [
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100, "dozen": 12,
    "couple": 2, "a few": 3,
  ]

  /// Nouns for what a program is set to.
  static let settings = words(
    "limit limits max maximum min minimum quota capacity setting timeout threshold size port")

  /// All stop words, commands and words of trouble: a word that is none of them is content.
  static let all = stop.union(commands).union(trouble)

  /// Cuts a text at its spaces.
  static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
  }
}
