/// Counts lines up to places in a text that are asked for in about their order.
struct LineCursor {
  private let text: Bytes
  /// The line that the text begins in.
  private let first: Int
  private var at = 0
  private var number: Int

  init(_ text: Bytes, first: Int = 1) {
    self.text = text
    self.first = first
    number = first
  }

  /// The number of the line that a part of the text begins in.
  mutating func line(of part: Bytes) -> Int {
    guard let base = text.baseAddress, let start = part.baseAddress else { return number }
    let place = start - base
    if place < at { (at, number) = (0, first) }
    while at < place, at < text.count {
      if text[at] == 0x0A { number += 1 }
      at += 1
    }
    return number
  }

  /// What is quoted of a part: all of it where it stands on one line, else the line of a place in it.
  mutating func quote(_ part: Bytes, at place: Bytes) -> (line: Int, text: Bytes) {
    guard part.contains(0x0A), let base = text.baseAddress, let key = place.baseAddress else {
      return (line(of: part), part)
    }
    let at = key - base
    var from = at
    while from > 0, text[from - 1] != 0x0A { from -= 1 }
    return (line(of: place), text.part(from, text.first(0x0A, from: at) ?? text.count).trimmed())
  }
}
