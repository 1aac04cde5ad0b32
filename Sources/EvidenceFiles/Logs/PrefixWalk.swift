/// How far the words before a message have been read, and what they were.
struct PrefixWalk {
  /// The index to go on at.
  var at = 0
  /// Where words begin that may be the prefix's or the message's: only what follows them tells.
  var mark = -1
  var hasTime = false
  var hasLevel = false
  /// Where the only time stands; nil where there are more, or it stands in a bracket.
  var timePlace: Range<Int>?
  /// Whether the level is a word, which its letters tell, not a number.
  var isWordLevel = false
  /// Whether the level was one letter: a word that says the same may follow.
  var isLetterLevel = false
  var hasLogger = false
  /// Whether a place in a source was passed: what follows one is the message.
  var hasPlace = false
  /// Whether a bracket with a thread, a process or a module was passed.
  var hasContext = false
  /// Whether the first word was `1:M`, as Redis writes its process.
  var isRedis = false
  /// Whether channel and level stood as Monolog writes them: empty lists may end the line.
  var isMonolog = false
  /// Whether the time stood between `<` and `>`, as WebLogic writes all parts.
  var isAngled = false
  /// How many further parts stood so.
  var angled = 0
  /// How many columns of numbers stand before the level: a process and a thread are two.
  var numbers = 0

  /// Whether anything was recognised.
  var isBegun: Bool { hasTime || hasLevel || hasContext }

  /// What a step came to.
  enum Step {
    /// A word of the prefix was passed.
    case next
    /// An inner layer has read the rest.
    case done
    /// The message begins.
    case message
  }
}
