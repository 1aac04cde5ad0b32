/// A row of the table of settings: all that configuration, environment and manual know of one.
struct Setting: Hashable, Sendable {
  /// The key in `config.yaml`, which is the option's name too where there is one.
  var key: String
  var kind: Kind
  /// What holds where nothing says another, as words of the manual.
  var standard: String
  /// Whether a profile may have a value of its own.
  var isOfProfile = false
  /// Whether the command line has an option of that name.
  var hasOption = false
  /// What it is for, as sentences.
  var summary: String

  /// What a value looks like.
  enum Kind: Hashable, Sendable {
    case text(String)
    /// A number above 0, with its unit.
    case number(unit: String)
    case flag
    /// One of some words, the first of which holds where nothing says another.
    case choice([String])
  }

  /// The variable of the environment that says the same.
  var variable: String {
    "GUMSHOE_" + key.uppercased().replacing("-", with: "_")
  }

  /// The words of a choice; empty for all other kinds.
  var words: [String] {
    if case .choice(let words) = kind { words } else { [] }
  }
}
