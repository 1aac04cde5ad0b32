/// A number of days on the command line.
enum DayCount {
  /// A hundred years: more is a mistake.
  private static let most = 36_500

  /// Reads a whole number of days, at least one.
  ///
  /// - Throws: ``StartFailure/serving(_:)``.
  static func read(_ text: String, option: String) throws(StartFailure) -> Int {
    guard let days = Int(text), (1...most).contains(days) else {
      throw .serving(.badDays(option: option, text))
    }
    return days
  }
}
