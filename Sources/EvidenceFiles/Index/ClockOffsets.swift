import Timeline

/// Finds files whose clocks or zones differ, by the requests that two of them tell of.
///
///     web.log    10:00:00 a1 begins    10:00:05 a2 begins    …
///     cart.log   11:00:00 a1 begins    11:00:05 a2 begins    …    cart.log is 1 h ahead of web.log
///
/// What waits for each request as long as for every other looks the same, so a note says what was seen.
struct ClockOffsets {
  /// When a request is first told of, in milliseconds since 1970, by its trace and the file.
  private var first: [UInt64: [Int32: Int64]] = [:]

  /// Requests that two files share, below which nothing is told.
  private static let fewest = 8
  /// The least difference in milliseconds: below it, requests that take long differ as much.
  private static let least: Int64 = 2000
  /// The part of a difference by which half of the requests may differ from each other: no waiting is
  /// as even as clocks are.
  private static let spread: Int64 = 10

  init(_ links: EntryLinks, _ spans: TraceDraft) {
    for link in links.links {
      if let time = link.time { take(link.trace, link.file, time) }
    }
    for span in spans.spans { take(span.trace, span.file, span.start / 1_000_000) }
  }

  private mutating func take(_ trace: UInt64, _ file: Int32, _ time: Int64) {
    let known = first[trace]?[file]
    first[trace, default: [:]][file] = known.map { min($0, time) } ?? time
  }

  /// What is to be said of files, by their numbers; `paths` are what they are called.
  func notes(_ paths: [String]) -> [Int: String] {
    var requests: [Int32: Int] = [:]
    for files in first.values where files.count > 1 {
      for file in files.keys { requests[file, default: 0] += 1 }
    }
    // The file that tells of most requests is what the others are compared with.
    guard let base = requests.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key,
      paths.indices.contains(Int(base))
    else { return [:] }
    var compared = 0
    var found: [(file: Int, offset: Int64, requests: Int)] = []
    var differences: [Int32: [Int64]] = [:]
    for times in first.values {
      guard let other = times[base] else { continue }
      for (file, own) in times where file != base {
        differences[file, default: []].append(own.subtractingClamped(other))
      }
    }
    for file in requests.keys.sorted() where file != base && paths.indices.contains(Int(file)) {
      let offsets = (differences[file] ?? []).sorted()
      guard offsets.count >= Self.fewest else { continue }
      compared += 1
      let middle = offsets[offsets.count / 2]
      let width = offsets[offsets.count * 3 / 4].subtractingClamped(offsets[offsets.count / 4])
      guard middle.magnitude >= Self.least.magnitude,
        width.magnitude <= middle.magnitude / Self.spread.magnitude
      else { continue }
      found.append((Int(file), middle, offsets.count))
    }
    // Where all others agree, it is the base that differs.
    if found.count > 1, found.count == compared, let one = found.first,
      found.allSatisfy({
        $0.offset.subtractingClamped(one.offset).magnitude
          <= one.offset.magnitude / Self.spread.magnitude
      })
    {
      return [
        Int(base): Self.note(
          Int64(0).subtractingClamped(one.offset), one.requests, "the other files")
      ]
    }
    return Dictionary(
      uniqueKeysWithValues: found.map {
        ($0.file, Self.note($0.offset, $0.requests, "'\(paths[Int(base)])'"))
      })
  }

  private static func note(_ offset: Int64, _ requests: Int, _ other: String) -> String {
    "its clock is \(length(offset.magnitude)) \(offset > 0 ? "ahead of" : "behind") that of \(other), "
      + "by \(requests) requests that both tell of; the times stand as they are written"
  }

  /// A length of time in the unit that suits it: `3.2 s`, `12 min`, `1 h`.
  private static func length(_ milliseconds: UInt64) -> String {
    func text(_ unit: UInt64, _ name: String) -> String {
      let tenths = (milliseconds + unit / 20) / (unit / 10)
      return tenths % 10 == 0
        ? "\(tenths / 10) \(name)" : "\(tenths / 10).\(tenths % 10) \(name)"
    }
    return milliseconds < 120_000
      ? text(1000, "s") : milliseconds < 3_570_000 ? text(60_000, "min") : text(3_600_000, "h")
  }
}
