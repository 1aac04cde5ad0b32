/// Where in the lines of a file the time stands, and how it is written.
struct StampLayout {
  var kind: StampKind
  /// How many words stand before it.
  var skip: Int

  /// Reads the time of a line; nil where the line has none at that place.
  @inline(__always)
  func read(_ line: Bytes, _ context: StampContext) -> (start: Int, stamp: Stamp)? {
    var at = 0
    var words = skip
    while words > 0 {
      while at < line.count, line[at] > 0x20 { at += 1 }
      let gap = at
      while at < line.count, line[at] == 0x20 { at += 1 }
      guard at > gap, at < line.count else { return nil }
      words -= 1
    }
    guard at < line.count else { return nil }
    return kind.read(line, at: at, context).map { (at, $0) }
  }

  /// Finds a time at the very beginning of a line, whatever its kind.
  static func leading(_ line: Bytes, _ context: StampContext) -> (StampKind, Stamp)? {
    guard let first = line.first else { return nil }
    guard isDigit(first) || isLetter(first) || first == 0x5B || first == 0x28 || first == 0x3C
    else { return nil }
    for kind in StampKind.allCases {
      if let stamp = kind.read(line, at: 0, context) { return (kind, stamp) }
    }
    return nil
  }

  /// Finds the layout that most of some lines have; nil where fewer than one in five has any.
  ///
  /// A layout further left, and one that needs less guessing, wins among equals.
  static func detect(_ lines: [Bytes], _ context: StampContext) -> StampLayout? {
    var best: StampLayout?
    var bestHits = max(1, lines.count / 5)
    for kind in StampKind.allCases {
      for skip in 0..<7 {
        let layout = StampLayout(kind: kind, skip: skip)
        var hits = 0
        for line in lines where layout.read(line, context) != nil { hits += 1 }
        // One that says more must not lose to another that saw one more line.
        let better = best == nil ? hits >= bestHits : hits > bestHits + bestHits / 8
        if better {
          best = layout
          bestHits = hits
        }
      }
    }
    return best
  }
}
