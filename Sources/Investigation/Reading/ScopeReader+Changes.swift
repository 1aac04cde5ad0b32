/// Words of change, which are names only where nothing else can stand.
extension ScopeReader {
  /// Whether a word of change stands where only a name can: "errors of deploys", "the deploy log".
  func isNamedOutright(_ sentence: Sentence, _ index: Int) -> Bool {
    let before = [sentence.word(index - 1), sentence.word(index - 2)]
    let isOf = before[0] == "of" || before[0] == "the" && before[1] == "of"
    // "because of a deploy", "the time of the deploy" tell of an event.
    let isEvent = ["because", "time", "moment", "result", "instead"].contains(
      sentence.word(before[0] == "of" ? index - 2 : index - 3))
    return isOf && !isEvent || ["service", "from"].contains(before[0])
      || ["service", "log", "logs", "server", "job", "pipeline"].contains(sentence.word(index + 1))
  }

  /// Words of change that a service or a log may be called by, too.
  static let changeWords = QuestionWords.words(
    """
    deploy deploys deployed deployment deployments release releases released rollout rollouts change changes \
    changed upgrade upgrades update updates migration migrations
    """)
}
