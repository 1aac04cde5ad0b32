/// Everyday English and the trade's words that are spelt right, though no list of questions has them.
///
/// They may be searched for like any other; they are only never "corrected" into one another.
enum PlainWords {
  static let all = QuestionWords.words(
    """
    i.e e.g abnormal abroad accept accepted access accident account accounts across acting action active actual \
    actually adapter added adding address admin afford afternoon afternoons afterwards against agent agents \
    ages agree ahead airport alarm alias alive allocate allocated allow allowed almost alone along alright \
    although always among amount angry another answer answered answering answers anybody anyhow anyone \
    anything anyway anywhere apart apparently appear appears apple apply approve around arrive arrived \
    arrives arriving article artifact aside ask asked asking asks asleep assert assign attach attempt \
    attempts audit auth author autumn average away awful back backend backlog backup backups backward bad \
    badge balance bandwidth banner barely barrier basic basket batch battery beans became beforehand began \
    behind being believe belong belonged belongs below beneath berlin beside besides best better between \
    beyond big bigger biggest bill billing bills binary birth bit bits black blame blank block blocked \
    blocker blocks blue board body booking bookings books boots border borrow borrows boss bottom bought \
    bounce bound branch branches breach breakfast bridge bright bring broke broken broker brother brown \
    bucket budget buffer buffers build builds bulk bunch bundle burst busy button buy buyer buys bytes cable \
    cache caches called calm came campaign cancel cancelled candle capacity card careful cargo cart carts \
    case cases catalog catch catches category caught cause causes ceased cell center central certain \
    certainly chain chair change channel chaos charge charged charges chart cheap checkout checkpoint cheers \
    child children choke chokes choking choose chunk circle circuit city claim class clean cleanup clear \
    clerk clever click client climb climbing clinic clock clocks clone close closed closes closing cloud \
    cluster clusters codec coffee cold colleague colleagues collect collected collection collections \
    collector column come comes coming command commands comment commit common company compile complete \
    completely compress compute concern conflict conflicts connect connected connection connections constant \
    consul consume consumer consumers content control controller cookie cookies cool copied copies copy \
    corner correct corrected correcting correction corrects corrupt corrupted cost costs country couple \
    coupon course cover crashing crawl crawling crawls crazy create created creates creating credit crew \
    cross crowd current cursor custom customer customers cut cuts cutting cycle cycles damage damn dance \
    dark dashboard database databases dead deadline deadlock deadlocks deal dear decide declaration \
    declarations decline declined deep default defect defer delay delayed delays delete deleted deletes \
    deliver delivered delivery demand denied dense deny depth derive desk despite detach detect device \
    devices dial different difficult dinner dirty disable disabled disaster discard disconnect disk disks \
    dispatch display docker document dollar domain domains door double doubt down download downloads \
    downward dozen dozens draft drain drained draw drawn draws dream drew drift drive driver drivers drop \
    dropped dropping drops dry dumb duplicate during dying earlier earliest early earth easy eat eating eats \
    edge editor elastic elect elected election element elephant elephants else elsewhere email emails emit \
    employee empty enable enabled encode endless energy engine enough enter entire entirely equal escape \
    escaped estimate even evening evenings ever everybody everyone everything everywhere evict evicted \
    eviction evictions exact exactly exceed exceeded exceeds except excess exchange exclusive execute \
    exhausted exist exists exit exited exits expect expected expensive expire expired expires expiring \
    explode export exporter exports expose extend extended extension extent external extra fabric fact \
    factor facts failover fair fairly fake fall fallen falling falls false family fancy fast faster fastest \
    father fault faults favour feature feed feel feeling feels fell felt fetch fever few fewer fewest field \
    fields fifth fight figure filesystem fill filled filling final find fine finger finish finished fire \
    fired firewall firmware first fish fit fits fitted fix fixed fixes fixing flag flags flaky flap flapping \
    flash flat fleet flight flood flooded floor flow flush flushed fold folded folder folders folds folks \
    follow follower food force forced foreign forget fork form format forth forward found fourth fraud free \
    freeze freezes freezing frequent fresh friend friends front froze frozen full fully function funny \
    future garbage gate gateway gauge gave general generally get gets getting ghost giant give given gives \
    giving glass global go goal goes going golden gone good goods got gotten grace graceful gradual grand \
    grant graph great green grew grid gross ground grow growing grown grows guard guess guessed guesses \
    guest guests guilty guys half hand handle handled handler handshake hang hanging hangs happy hard harden \
    harder hardest hardly hardware hash haste hate hates head header headers healthy heap hear heard hearing \
    hears heart heartbeat heartbeats heavy held hell hello help helped helping helps hence herself hey hi \
    hid hidden hide hides high higher highest himself history hold holding holds holiday holidays home hook \
    hop hope hopes hoping hops horizon horrible horse hospital hot hotel house however huge human hung \
    hungry hurt hurts idea ideas idle image images import imported importer imports inbox include index \
    indexes indoors ingest initial inode inodes input insert inside inspect install instead intake integer \
    internal interval into invalid inventory invite invoice invoices irregular island isolate issue issuer \
    issues item items itself jacket jitter join joined journal judge jump jumped jumping jumps junk just \
    keep keeps kept kernel keys kid kids kill killed killer killing kills kitchen knew know knowing known \
    knows label labels lag lagging lags lamp landing language large larger largest laser last late lately \
    later latest launch launched lay layer lazy leader leaders leadership leading leaf leak leaked leaking \
    leaks lease leases least leave leaves leaving ledger left legacy lend lends lent less letter letters \
    library licence license lie lies life lift light lights like liked likely likes linear link links linux \
    listen listener listing little live load loaded loader loading loads loan loans local lock locked \
    locking locks login logins logout lonely long longer longest look looked looks loop loops lose loses \
    losing loss lost lots loud love low lower lowest lucky lunch machine macro made magic mail mailbox mails \
    main maintain major make makes making man manager manual many mapping margin market markets master match \
    matches material matter matters maximum maybe mayor meal mean means meantime meanwhile meat media median \
    meeting member members memory men mend mended merge merged merging mesh metal meter method metrics \
    middle midnight migrate migrated million minimum minor minus mirror missing mistake mistakes mixed \
    mobile mode model models modern modify module money monitor monitors month months moon more morning \
    mornings most mostly mother mount mounted mounting mouse move moved moves movie moving much multiple \
    music mutex myself name named names narrow native nature near nearby nearly need needed needing needs \
    negative neighbour neighbours nested network networks neutral never new newer newest news next nice \
    nobody nodes noise noisy noon normal normally north nothing notice noticed notices noticing notified \
    notify nowhere null number numbers nurse object objects obviously occur ocean odd off offer office \
    offset often ok okay old older oldest online only onto oomkilled oops open opened opening opens operate \
    operator opposite option orange order ordered ordering orders ordinal origin orphan other others \
    otherwise ourselves out outdoors outer outgoing outside over overflow overload overloaded overnight \
    override own owner pack package packet packets page paged pages paid pain paint panel panic panics paper \
    parcel parcels parent park parse parsed parser part partial partially partition partitions partly \
    partner partners parts party passed passenger passengers password passwords past patch patched path \
    patient patients pause paused pauses pay paying payload payment payments pays peak peer peers pending \
    people per percent percentage perfect perhaps period permission permissions person phone photo photos \
    picture piece pieces ping pipe pipeline place placed plain plan planet plant plate play player players \
    please plenty plug plugin pocket point points policy poll polling pool pools poor port ports position \
    positive possibly post power precisely prefix premium present pressure pretty prevent previous price \
    prices primary print printed printer printing prints prior private probably probe probes problem \
    problems process processed processes processing processor produce producer product products profile \
    profiles program project promise promote prompt proper proxies proxy public publish published publisher \
    pull pulled pulls purge purple push pushed pushes put puts putting quarter question questions queue \
    queued queues quick quickly quiet quit quite quorum quota quotas quote quotes race races radio rail rain \
    raise raised ran random range ranges rapid rare rarely rate rather ratio raw reach reached reaches read \
    reader readers reading reads ready real really rear reason reasons rebalance rebalancing reboot rebuild \
    receipt receive received receiver receives receiving recipe reconnect reconnects recover red redirect \
    redirects reduce refresh refund refunds refuse refused refuses region register registered registration \
    registrations registry regular reject rejected rejects relay release reload reloads remain remote remove \
    removed removes rename render rendered renew renewal renewed repair repaired repairing repairs repeat \
    repeated replace replaced replay replays replica replicas replication reply reports reserve reserved \
    reset resets resize resolve resolver resource resources restore restored result resume retention retries \
    retry retrying return returned returning returns reverse revert reverted revoke revoked rewrite rich \
    rider riders right rights ring rise risen rises rising river road rocket role roles roll rolling rollout \
    rollouts room root rose rotate rotated rotation rough roughly round route router routes routing row rows \
    rule run runner running runs runtime sad safe said sale sales salt same sand sat satellite save saved \
    saves saving saw say saying says scale scaled scan scanned scanner scans schedule scheduled scheduler \
    schema school scope score scores scoring scrape scrapes screen script scripts seal sealed season seasons \
    seat second secret secrets section sector secure see seed seeing seem seemed seems seen sees segment \
    segments seldom select self sell sells send sender sending sends sense sensor sent serial series serve \
    served serves serving session sessions set sets setting several shadow shape shard shards share shared \
    sheet shelf shift ship shipment shipments shipped shipping shop shopping shops short shorter shortest \
    show showed showing shown shows shrank shrink shrinks shut shutdown sick side sidecar sideways sign \
    signal signals signature signs silent silly silver similar simple simply since sink sister sit site \
    sites sits size sizes skew slave sleep slice slot slots slow slower slowest slowly small smaller \
    smallest smart snapshot snapshots snow socket sockets soft sold solid somebody somehow something \
    sometimes somewhere sorry sound sounds source south space spaces spam spare special speed spell spend \
    spent spike spikes spin split spool spring stable stack staff stage stale stall stalled stalling stalls \
    stamp stand standby stands star start started starting starts state states static station stay stayed \
    staying stays steady steal step stepped steps stock stone stood stop stopped stopping stops storage \
    store stored stores stories storm story straight strange stream streams street stress strict string \
    strong struggle struggles struggling student students stuff stupid style subject submit succeed success \
    successful such sudden suddenly suffer suffering suffers sugar suite sum summer supply support suppose \
    sure surge suspend swap swapping sweep switch switched symbol sync synced synchronization syncs syntax \
    table tables tablet tag tags take taken takes taking talk target targets task tasks taste tax taxes team \
    tell telling tells temp template tenant tenants terminate terminated terrible test tested tests text \
    thank thanks theme themselves thereafter therefore thick thin thing things think thinking thinks third \
    though thought thread threads threw thrice throttle throttled throttling through throughout throughput \
    throw thrown throws thumbnail thumbnails thus ticket tickets tight till timer timers timing timings \
    title todays together toggle token tokens told tombstone tonight tonights took tool tools top topic \
    topics torn total totally touch toward towards tower town toy track tracker traffic trail train \
    transaction transactions transfer transfers transit translate transport trash travel tree trial tried \
    tries trigger triggered triggers trip trouble troubles truck true truly trunk trust truth try trying \
    tunnel tunnels turn turned turning turns twice type types typical ugh ugly unable unclear under \
    underneath unit units unknown unless unlikely unlock unlucky unstable unsure until unto unusual up \
    upgrade upload uploaded uploads upon upper upset upstairs upstream upward urgent usage use used useful \
    user uses using usual usually vacuum valid validate value vanish various vault vector vendor verify \
    version versions via video videos view views village violet virtual visible visit visitor visitors voice \
    volume volumes voucher vouchers wait waited waiting waits wake walk wall wallet want wanted wanting \
    wants warehouse warm waste watch watchdog watched watches watching water wave way ways weak wealth \
    weather webhook webhooks week weekday weekdays weekend weekends weeks weight weird went wet whereas \
    whether while whilst white whole wholly wide width wild win wind window windows winning wins winter wire \
    wired wish with within without woman women won wonder wood wooden word words work worked worker workers \
    working workload works world worse worst worth wow wrap write writer writers writes writing written \
    wrong wrote yard year years yellow yesterday yesterdays yield young yourself zero zombie zone zones
    """)
}
