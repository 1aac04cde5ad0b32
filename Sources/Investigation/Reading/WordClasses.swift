/// Words that ask for the same: what holds for "display" holds for "print", seen in training or not.
enum WordClasses {
  /// The class of a word; nil where it is in none.
  static func name(of word: String) -> String? { names[word] }

  /// Whether a word sets two things side by side, or now against before.
  static func compares(_ word: String) -> Bool {
    let name = names[word]
    return name == "@compare" || name == "@more" || name == "@changed" || comparing.contains(word)
  }

  private static let comparing = QuestionWords.words(
    "new normal usual unusual expected same before already like appeared disappeared traffic load both"
  )

  private static let names: [String: String] = {
    var names: [String: String] = [:]
    for (name, words) in classes {
      for word in QuestionWords.words(words) { names[word] = name }
    }
    return names
  }()

  /// One more class is one more row; a word belongs to one class.
  private static let classes: [(String, String)] = [
    (
      "@show",
      "show list display print get fetch pull dump bring see view open provide share cat read output"
    ),
    (
      "@seek",
      "find grep search lookup filter rg match matching containing contain contains mention mentions mentioning"
    ),
    ("@write", "write draft prepare make create generate compose word phrase produce file post"),
    (
      "@short",
      "summarise summarize summary recap overview gist tldr short shorter brief nutshell briefly conclusion verdict resume"
    ),
    ("@be", "is are was were be been being"),
    ("@do", "do does did done doing"),
    ("@have", "has have had having got"),
    ("@may", "could can might may would"),
    ("@must", "should must shall need needs"),
    (
      "@fail",
      "fail fails failed failing failure failures broken broke break breaks breaking down crash crashed crashing crashes dead died die dies outage unhealthy unavailable sluggish unresponsive stuck hang hangs hung slow timeouts timeout killed"
    ),
    ("@error", "error errors warning warnings exception exceptions fatal fatals"),
    ("@start", "start started starts begin began begun beginning onset starting begins"),
    ("@end", "end ended stop stopped stops over finish finished ending stopping"),
    (
      "@heal",
      "recover recovered recovery resolve resolved fixed solved heal healed normal restored back"
    ),
    ("@still", "still ongoing currently continue continues persist persists continuing"),
    (
      "@change",
      "deploy deploys deployed deployment deployments release releases released rollout rollouts rollback rollbacks restart restarts restarted restarting reboot reboots rebooted config configuration upgrade upgraded update updated migration migrations failover scaling scaled maintenance reload"
    ),
    ("@changed", "change changed changes changing touched modified"),
    (
      "@slow",
      "latency duration durations slowest fastest longest percentile median average mean max maximum min minimum p50 p90 p95 p99"
    ),
    (
      "@quantity",
      "memory cpu heap disk queue lag backlog size bytes connections threads usage throughput load"
    ),
    (
      "@group",
      "host hosts node nodes pod pods machine machines user users customer customers client clients endpoint endpoints path paths route routes url urls region regions ip ips instance instances tenant tenants account accounts"
    ),
    (
      "@service",
      "service services component components app apps system systems application applications"
    ),
    ("@unit", "minute minutes hour hours second seconds day days"),
    ("@line", "line lines log logs entry entries message messages record records"),
    ("@file", "file files folder"),
    ("@evidence", "evidence data inventory logs"),
    (
      "@cause",
      "cause causes caused causing reason culprit blame responsible guilty trigger triggered"
    ),
    (
      "@call",
      "depend depends depending dependency dependencies call calls calling use uses upstream downstream callers relies talks"
    ),
    ("@hit", "affected impacted impact hit affect affects suffers damage consequences severity"),
    ("@else", "else other another alternatives alternative otherwise besides"),
    ("@sure", "sure certain confident confidence certainty proven proof prove reliable likely"),
    (
      "@doubt",
      "doubt believe wrong nonsense convinced disprove contradict contradicts contradicting against"
    ),
    ("@mean", "mean means meaning explain meant translate interpret elaborate"),
    (
      "@fix",
      "fix solve solution workaround remedy mitigate mitigation resolve prevent recommend recommendation recommendations suggest advise advice"
    ),
    ("@next", "next steps step action actions now"),
    (
      "@compare",
      "compare compared comparison difference differs differ different versus vs diff than usual"
    ),
    (
      "@more",
      "more less worse better higher lower slower faster increase increased drop dropped spike grow grew"
    ),
    (
      "@order",
      "timeline sequence chronology chronological order story history unfold evolve develop"
    ),
    ("@first", "first earliest oldest"),
    ("@last", "last latest newest recent"),
    ("@rank", "top most common frequent rarest biggest distinct unique kinds types kind"),
    ("@count", "count number many total amount often frequency rate frequently"),
    ("@share", "percent percentage share fraction proportion ratio"),
    ("@around", "around near surrounding surroundings context close"),
    ("@before", "before prior preceding previous earlier"),
    ("@after", "after following since then later afterwards"),
    ("@customers", "customers stakeholders management boss public status page statuspage"),
    ("@polite", "please kindly pls thanks"),
    ("@you", "you your"),
    ("@we", "we i us our my me"),
    ("@it", "it this that these those they them"),
    ("@someone", "someone somebody anyone anybody they ops"),
    ("@skipped", "skip skipped unread unreadable missing parse parsed unreadable"),
  ]
}
