/// The words by which questions for facts are made out.
extension FactQuestion {
  /// Words that are empty in other questions, and here name a value.
  static let telling: Set = [
    "next", "last", "run", "runs", "started", "ended", "done", "end", "start", "old", "new", "due",
    "size", "owner", "usage", "behind", "full", "big", "large", "deep", "asked", "requested",
  ]

  /// Words of talk, and those that say how an answer is wanted.
  static let fillers: Set = QuestionWords.words(
    """
    show list give tell print find get fetch display whats hows wheres whens thats pls plz thx current \
    currently live value values running active right config configured set setting settings say says told time \
    date many much often exactly number ok sure actual actually real vs versus bit quick which's whose \
    total sum overall far present queued waiting today tonight see its isnt wasnt still same rest fully \
    other others whole equal identical go went gone come came roll rolled describe output
    """)

  /// What is counted in entries, and what is asked of the case.
  static let counted: Set = QuestionWords.words(
    """
    request requests timeout timeouts retry retries warning warnings oom restart restarts message messages event \
    events line lines trigger triggered broke breaks recovery health healthy status impact
    """)

  static let qualities: Set = ["size", "big", "large", "full", "deep", "old", "new"]

  /// Words for kinds of things, which an answer need not repeat.
  static let general: Set = QuestionWords.words(
    """
    pod pods service services container containers app apps application deployment unit job jobs timer database db \
    table cluster namespace queue topic server servers host node nodes machine box instance thing stack system \
    component workload process field record entry run runs name new old count counts started ended done end start \
    last allocs allocations tasks task group groups index key keys cache redis postgres mysql kafka rabbit \
    nomad docker swarm space client clients helm argo argocd kubernetes
    """
  )

  /// Words for the greatest, and for the least.
  static let most: Set = [
    "worst", "highest", "biggest", "largest", "most", "top", "busiest", "fullest", "maximum",
    "peak",
    "greatest", "holds", "holding", "hogs", "hogging",
  ]
  static let fewest: Set = ["lowest", "least", "smallest", "fewest", "minimum", "emptiest"]
  /// What is done to room that gets short.
  static let eating: Set = [
    "eating", "eats", "filling", "fills", "hogging", "using", "uses", "takes", "taking", "ate",
    "filled", "consumes", "consuming", "holds", "holding",
  ]
  static let room: Set = [
    "disk", "space", "storage", "volume", "filesystem", "partition", "root", "dir", "directory",
    "folder", "files",
  ]

  static let judging: Set = QuestionWords.words(
    """
    why because cause caused causes reason wrong should could would maybe blame explain summary summarize fix \
    solve mitigate compare like similar broken fault faulty guilty suspect recommend advice happened happen
    """)
  static let qualified: Set = [
    "recent", "recently", "likely", "important", "common", "frequent", "often", "severe", "urgent",
    "of", "affected",
  ]
}
