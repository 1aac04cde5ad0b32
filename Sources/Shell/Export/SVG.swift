import Terminal

/// The elements that charts are drawn of.
enum SVG {
  /// A line from one place to another, in the style of a name.
  static func line(_ name: String, _ x: Double, _ y: Double, _ x2: Double, _ y2: Double) -> String {
    """
    <line class="\(name)" x1="\(number(x))" y1="\(number(y))" x2="\(number(x2))" y2="\(number(y2))"/>
    """
  }

  /// A text at a place, in the style of a name.
  static func text(
    _ text: String, x: Double, y: Double, _ name: String, anchor: String
  ) -> String {
    """
    <text class="\(name)" x="\(number(x))" y="\(number(y))" text-anchor="\(anchor)">\
    \(HTMLText.escaped(text.oneLine))</text>
    """
  }

  /// A picture that fits itself to the width there is, with its text for who does not see it.
  static func picture(width: Double, height: Double, words: String, _ parts: [String]) -> String {
    """
    <svg class="chart" viewBox="0 0 \(number(width)) \(number(height))" role="img" \
    aria-label="\(HTMLText.escaped(words))">
    \(parts.joined(separator: "\n"))
    </svg>
    """
  }

  /// A place to a tenth, which no eye can tell from a hundredth.
  static func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e6 else { return "0" }
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let rest = abs(tenths) % 10
    return "\(sign)\(abs(tenths) / 10)\(rest == 0 ? "" : ".\(rest)")"
  }
}
