/// The frames of a spinner.
package enum Spinner {
  private static let braille = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
  private static let ascii = ["|", "/", "-", "\\"]

  /// The frame of a number, counted round and round.
  package static func frame(_ number: Int, unicode: Bool) -> String {
    let frames = unicode ? braille : ascii
    return frames[number % frames.count]
  }
}
