/// Words for numbers.
enum Counting {
  /// `1 line`, `848 lines`.
  static func lines(_ number: Int) -> String { of(number, "line") }

  /// A number with its noun: `1 error`, `2 errors`, `no errors`.
  static func of(_ number: Int, _ noun: String) -> String {
    switch number {
    case 1: return "1 \(noun)"
    default: return "\(number) \(plural(noun))"
    }
  }

  /// `once`, `twice`, `848 times`.
  static func times(_ number: Int) -> String {
    switch number {
    case 1: "once"
    case 2: "2 times"
    default: "\(number) times"
    }
  }

  /// Names as people list them: `a`, `a and b`, `a, b and 3 more`.
  static func list(_ names: [String], _ conjunction: String = "and", most: Int = 6) -> String {
    let shown = Array(names.prefix(most))
    let rest = names.count - shown.count
    if rest > 0 { return shown.joined(separator: ", ") + " and \(rest) more" }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }

  private static func plural(_ noun: String) -> String {
    if noun.hasSuffix("y"), let before = noun.dropLast().last, !"aeiou".contains(before) {
      return noun.dropLast() + "ies"
    }
    return noun.hasSuffix("s") || noun.hasSuffix("x") || noun.hasSuffix("ch")
      ? noun + "es" : noun + "s"
  }
}
