/// Everyday English and the trade's words that are spelt right, though no list of questions has them.
///
/// They may be searched for like any other; they are only never "corrected" into one another.
enum PlainWords {
  static let all = QuestionWords.words(
    """
    accept accepted access accident account accounts acting action active actual adapter added adding address \
    admin agent agents agree ahead alarm alias allocate allocated allow allowed alone amount angry answer appear \
    appears apple apply approve arrive arrived article artifact asleep assert assign attach attempt attempts \
    audit auth author backend backlog backup backups badge balance bandwidth banner barrier basic basket batch \
    battery beans became belong berlin binary birth black blank blame block blocked blocker blocks blue board \
    body books booking boots border bought bounce bound branch breach bridge bring broken broker brother brown \
    bucket budget buffer buffers build builds bulk bundle burst button buyer bytes cable cache caches called \
    campaign cancel cancelled candle capacity card careful cargo cart carts catalog catch category ceased cell \
    center central chain chair change channel chaos charge charged charges chart cheap checkout checkpoint child \
    children choose chunk circle circuit claim class clean cleanup clear clerk click client climb climbing clock \
    clocks clone close closed closes closing cloud cluster clusters codec coffee cold collect collected \
    collection collections collector column command commands comment commit common company compile complete \
    compress compute concern conflict conflicts connect connected connection connections consul consume consumer \
    consumers content control controller cookie cookies copied copies copy corner correct corrupt corrupted cost \
    costs country coupon course cover crazy create created creates creating credit crew cross crowd current \
    cursor custom cycle cycles damage dance dark dashboard database databases deadline deadlock deadlocks deal \
    decide decline declined decline default defect defer delay delayed delays delete deleted deletes deliver \
    delivered delivery demand denied dense deny depth derive desk detach detect device devices dial disable \
    disabled disaster discard disconnect disk disks dispatch display docker document domain domains dollar door \
    double doubt download downloads draft drain drained dream drift drive driver drivers drop dropped drops \
    duplicate dying early earth easy edge editor elastic elect elected election element elephants elephant email \
    emails emit employee empty enable enabled encode endless energy engine enter entire equal escape escaped \
    estimate evict evicted eviction evictions exact exceed exceeded exceeds excess exchange exclusive execute \
    exhausted exist exists exit exited exits expect expected expensive expire expired expires expiring explode \
    export exporter exports expose extend extended extension extent external extra fabric factor failover fall \
    false family fancy fast father favour feature feed fetch fever field fields fight figure filesystem fill \
    filled filling final find finger finish finished fire fired firewall firmware fish fixed flag flags flaky \
    flap flapping flash flat fleet flight flood flooded floor flow flush flushed folder folders follow follower \
    food force forced foreign forget fork form format forward found fraud freeze frequent fresh friend frozen \
    full function future garbage gate gateway gauge general ghost giant glass global goal golden goods grace \
    graceful grand grant graph great green grid gross ground guard guess guest hand handle handled handler \
    handshake hard harden hardware hash haste head header headers heap heart heartbeat heartbeats heavy hidden \
    high history hold holds home hook hope horizon horse hotel house huge human hungry idea idle image images \
    import imported importer imports inbox include index indexes ingest initial inode inodes input inside \
    install instead insert inspect intake integer internal interval invalid inventory invite invoice invoices \
    island isolate issuer item items jacket jitter join joined journal judge jump junk kernel keys kill killed \
    killer killing kills kitchen label labels lag lagging lamp landing language large laser launch launched \
    layer lazy leader leaders leadership leading leaf leak leaked leaking leaks lease leases leave leaving ledger \
    legacy letter library licence license life lift light lights linear link links linux listen listener listing \
    little live load loaded loader loading loads local lock locked locking locks login logins logout lonely loop \
    loops lose loses losing loss lost lunch machine macro magic mail mailbox mails main maintain major manager \
    manual mapping margin market markets master material maximum mayor meal means meat media meeting member \
    members memory merge merged merging mesh metal meter method metrics middle migrate migrated million minor \
    minus mirror missing mistake mixed mobile mode model models modern modify module money monitor monitors moon \
    mother mount mounted mounting mouse move moved moves movie multiple music mutex name named names narrow \
    native nature negative nested network networks neutral nodes noise noisy north notify notified null nurse \
    object objects occur ocean offer office offset online open opened opening opens operate operator option \
    orange order orders ordinal origin orphan outer outgoing overflow overload overloaded override owner pack \
    package packet packets page paged pages pain paint panel panic panics paper parent park parse parsed parser \
    partial partition partitions partner parts party passed password passwords patch patched path pause paused \
    pauses payload payment payments peer peers pending people percent perfect period permission permissions \
    phone photo photos picture piece ping pipe pipeline place placed plain plan planet plant plate play player \
    plug plugin pocket point points policy poll polling pool pools poor port ports position positive post power \
    prefix premium present pressure prevent price prices primary print printed printer prior private probe \
    probes process processed processes processing processor produce producer product products profile profiles \
    program project promise promote prompt proper proxies proxy public publish published publisher pull pulled \
    pulls purge purple push pushed pushes queue queued queues quick quiet quit quorum quota quotas quote quotes \
    race races radio rail rain raise raised random range ranges rapid raw reach reached reaches reader reading \
    ready real reason rebalance rebalancing reboot rebuild receipt receive received receiver recipe reconnect \
    reconnects recover red redirect redirects reduce refresh refund refunds refuse refused refuses region \
    register registered registration registrations registry reject rejected rejects relay release reload reloads \
    remain remote remove removed removes rename render rendered renew renewal renewed repair repeat repeated \
    replace replaced replay replica replicas replication reply reports reserve reserved reset resets resize \
    resolve resolver resource resources restore restored result resume retention retries retry retrying reverse \
    revert reverted revoke revoked rewrite right rights ring river road rocket role roles roll rolling room root \
    rotate rotated rotation rough round route router routes routing row rows rule runner runtime safe sales \
    salt sand satellite save saved saves saving scale scaled scan scanned scanner scans schedule scheduled \
    scheduler schema school scope scrape scrapes screen script scripts seal sealed season seat secret secrets \
    section sector secure seed segment segments select self send sender sensor serial series session sessions \
    shadow shape shard shards share shared sheet shelf shift ship shipment shipments shipped shipping shops \
    shopping short shut shutdown sick sidecar sideways signal signals signature silent silver sink site sites \
    size sizes skew slave sleep slice slot slots small smart snapshot snapshots snow socket sockets soft sold \
    solid sound source south space spaces spam spare special speed spell spend spent spike spikes spin split \
    spool stack staff stage stage stale stall stalled stalls stamp standby star state states static station \
    steady steal step stepped steps stock stone storage store stored stores storm story stream streams street \
    stress strict string strong style subject submit succeed success successful sudden suffer sugar suite \
    summer supply support surge suspend swap swapping sweep switch switched symbol sync synced synchronization \
    syncs syntax table tables tablet tag tags talk target targets task tasks taste tax taxes team tell temp \
    template terminate terminated test tested tests text thanks theme thread threads throttle throttled \
    throttling throughput throw thrown thumbnail thumbnails ticket tickets tight timer timers title toggle \
    token tokens tombstone tool tools topic topics torn total touch tower town toy track tracker traffic trail \
    train transaction transactions transfer transfers transit translate transport trash travel tree trial \
    trigger triggered triggers trip trouble truck true trunk trust truth tunnel tunnels turned twice type types \
    unable unit units unknown unlock upgrade upload uploaded uploads upper upset upstream urgent usage useful \
    user vacuum valid validate value vanish vault vector vendor verify version versions video videos view views \
    violet virtual visible visit visitor visitors voice volume volumes voucher vouchers wait waited waiting waits \
    wake walk wall wallet want warehouse warm waste watch watchdog watched water wave weak wealth weather \
    webhook webhooks weight white wide width wild wind window windows winter wire wired wonder wood wooden work \
    worker workers workload world worth wrap write writer writers writes writing written yard year years yellow \
    yield young zero zombie zone zones afford against began being serve served serves serving
    """)
}
