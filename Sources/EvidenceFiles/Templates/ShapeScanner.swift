/// Takes the variable parts out of a message, in one pass over its bytes.
///
/// What is left, the message's shape, is a list of words: the parts between spaces, with
/// ``hole`` where a number, identifier, address, host or path stood. No rule knows any system.
struct ShapeScanner {
  /// Stands for a variable part inside a word; no byte of valid UTF-8.
  static let hole: UInt8 = 0xFF
  /// Words of a message that are looked at.
  private static let mostWords = 160
  /// Bytes of a message that are looked at.
  private static let mostBytes = 2000

  /// The shape of the message scanned last, words separated by a space.
  private let shape: UnsafeMutableBufferPointer<UInt8>
  private var count = 0
  private let classes = ByteClasses()

  init() {
    shape = .allocate(capacity: Self.mostBytes * 2)
  }

  /// Gives the room back.
  func deallocate() {
    shape.deallocate()
    classes.deallocate()
  }

  /// The shape found last.
  var words: Bytes { Bytes(rebasing: UnsafeBufferPointer(shape)[0..<count]) }

  /// Scans a message; returns the hash of its shape.
  @inline(__always)
  mutating func scan(_ message: Bytes) -> UInt64 {
    count = 0
    let end = min(message.count, Self.mostBytes)
    var at = 0
    var words = 0
    while words < Self.mostWords {
      while at < end, message[at] <= 0x20 { at += 1 }
      guard at < end else { break }
      if count > 0 {
        if shape[count - 1] == Self.hole, let unit = Units.end(message, at, end) {
          // `512 MB` is one value; what stands behind the unit stays.
          at = unit
          while at < end, message[at] > 0x20 {
            put(message[at])
            at += 1
          }
          continue
        }
        put(0x20)
      }
      if DayNames.isPartOfDate(message, at, end) {
        put(Self.hole)
        at += 3
      } else {
        word(message, &at, end, isFirst: words == 0)
      }
      words += 1
    }
    return hash(self.words)
  }

  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    shape[count] = byte
    count += 1
  }

  /// Puts a part of a message.
  @inline(__always)
  private mutating func put(_ message: Bytes, _ from: Int, _ to: Int) {
    guard let source = message.baseAddress, let target = shape.baseAddress else { return }
    // Mostly words of a few letters: a call to copy them costs more than they do.
    var at = from
    while at < to {
      target[count] = source[at]
      count &+= 1
      at &+= 1
    }
  }

  /// Takes in the word that begins at an index.
  @inline(__always)
  private mutating func word(_ message: Bytes, _ at: inout Int, _ end: Int, isFirst: Bool) {
    let start = at
    var behindHole = -1
    while at < end, message[at] > 0x20 {
      guard classes[message[at]] & ByteClasses.word != 0 else {
        if classes[message[at]] & ByteClasses.joint == 0 { behindHole = -1 }
        put(message[at])
        at += 1
        continue
      }
      let from = at
      let run = RunTraits(message, &at, end, classes)
      let isLeading = isFirst && from == start
      let before = from > start ? message[from - 1] : 0
      if run.isWholly(variable: before, isLeading: isLeading) {
        // A sign or a root belongs to the value, unless it joins two words.
        if before == 0x2D || before == 0x2B || before == 0x2F,
          from < start + 2 || classes[message[from - 2]] & ByteClasses.word == 0,
          count > 0, shape[count - 1] == before
        {
          count -= 1
        }
        hole(&behindHole)
      } else if run.digits == 0 {
        put(message, from, at)
        behindHole = -1
      } else {
        if before == 0x2D, run.startsWithDigit, count > 0, shape[count - 1] == 0x2D,
          from < start + 2 || classes[message[from - 2]] & ByteClasses.word == 0
        {
          count -= 1
        }
        pieces(message, from, at, &behindHole)
      }
    }
  }

  /// Puts a hole; holes with nothing but joints between them are one.
  @inline(__always)
  private mutating func hole(_ behindHole: inout Int) {
    if behindHole > 0 { count = behindHole - 1 }
    put(Self.hole)
    behindHole = count
  }

  /// Takes in a run of letters, digits and joints: each piece that has a digit becomes a hole.
  @inline(__always)
  private mutating func pieces(_ message: Bytes, _ from: Int, _ to: Int, _ behindHole: inout Int) {
    var at = from
    while at < to {
      guard classes[message[at]] & ByteClasses.word != 0 else {
        put(message[at])
        at += 1
        continue
      }
      let start = at
      var seen: UInt8 = 0
      while at < to, classes[message[at]] & ByteClasses.word != 0 {
        seen |= classes[message[at]]
        at += 1
      }
      if seen & ByteClasses.digit != 0 {
        hole(&behindHole)
      } else {
        put(message, start, at)
        behindHole = -1
      }
    }
  }
}
