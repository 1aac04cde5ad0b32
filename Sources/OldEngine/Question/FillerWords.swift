/// Words of plain English that name no part of a system.
enum FillerWords {
  static let all: Set<String> = Set(
    """
    a about above after again ago all also am an and another any anyone anything app application \
    are around as at back backend be became because become been before began begin beginning being \
    below between both break broke broken but by came can cause caused causes causing caching check cluster \
    come commonly compare could crash crashed crashing currently customer customers data day deep \
    degraded did do does doing done down due during each either else end ended environment \
    error errors event events ever every everybody everyone everything evidence exactly exception \
    exceptions experience experiencing explain fail failed failing fails failure failures fast \
    fault few file files find first fix for from further gave get gets getting give go goes going \
    gone good got had happen happened happening happens has have having he health healthy help her \
    here high him his host how i if impact in incident incidents increase increased infrastructure \
    instead into investigate is issue issues it its job jobs just keep kept know last late later \
    latency latest least less let level like line lines list little log logging logs long look \
    looking lot low machine made main make many maybe me mean message messages minute minutes more morning \
    most much my near need never new next night no node nodes none normal not nothing now number \
    of off often ok old on once one only open operation or other our out outage over own part \
    people performance perhaps platform please pod pods point possible problem problems process \
    production program prod quickly rate rather reason request requests respond responding \
    response responses restart restarted right root run running said same saw say says see seem \
    seems seen server servers service services session she should show site slow slowly slowness \
    so some somebody someone something soon spike spikes start started starting starts state \
    status still stop stopped stuck such suddenly summary suspect system systems take tell than \
    that the their them then there these they thing things think this those thread threads \
    through throw throwing time timed timeout timeouts times timing to today together \
    tonight too traffic trouble try trying under unavailable unhealthy until up us use used user \
    users using very via wait waiting warning warnings was way we website weird well went were what when \
    where which while who whole why will with within without word work worked working works would \
    write wrong yes yesterday yet you your yours zero summarise summarize return returned returning \
    production staging world reject rejected rejecting hang hanging hung dead die died dying \
    lose losing lost drop dropped dropping recover recovered flaky odd strange suspicious unusual \
    behave behaving behavior behaviour appear appeared complain complaining complaints afternoon \
    evening noon midnight minute second seconds hour hours week month monday tuesday wednesday \
    thursday friday saturday sunday january february march april may june july august september \
    october november december really actually bad badly better worse worst common frequent \
    frequently different difference count counts total fatal critical severe serious info debug \
    zoom focus narrow widen expand limit only details detail stack trace traces metrics metric sure \
    confident certain cpu memory disk network change changed changes deploy deploys deployed deployment release \
    config configuration important responsible culprit blame
    """.split(separator: " ").map(String.init))
}
