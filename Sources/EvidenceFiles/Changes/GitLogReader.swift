import Evidence
import Timeline

/// Reads what `git log` prints, each commit one change of the code.
///
///     commit 8f14e45fceea167a5a36dedd4bea2543d2b2a1c0
///     Author: Ada <ada@example.org>
///     Date:   Tue Mar 10 10:02:11 2026 +0100
///
///         cart: raise the pool to 40
///
///      cart/pool.yaml | 2 +-
///
/// and on one line each, where it has a date: `8f14e45 2026-03-10 10:02:11 +0100 cart: raise the pool`.
struct GitLogReader: ObservationReader {
  let format = "git log"

  func takes(_ head: FileHead) -> Taking {
    // The command that printed it may stand above.
    let looked = head.lines.prefix(200).drop { $0.starts(with: Array("$ git".utf8)) }
    guard let first = looked.first else { return .no }
    if GitLine.isCommit(first) {
      return looked.contains { GitLine.date(of: $0) != nil } ? .whole : .no
    }
    guard GitLine.commit(first) != nil else { return .no }
    let known = looked.filter { GitLine.commit($0) != nil || GitLine.isStatistic($0) }.count
    return known * 10 >= looked.count * 9 ? .whole : .no
  }

  func observed(in lines: LineReader, of file: ObservedFile) -> Observed {
    var observed = Observed()
    var draft: GitCommit?
    while let raw = lines.next() {
      if GitLine.isCommit(raw) {
        if let change = draft?.observation(of: file) { observed.observations.append(change) }
        draft = GitCommit()
        draft?.note("commit", GitLine.hash(in: raw), raw, line: lines.line, of: file)
      } else if let found = GitLine.commit(raw) {
        if let change = draft?.observation(of: file) { observed.observations.append(change) }
        draft = GitCommit(
          subject: found.subject, time: found.time, line: lines.line, raw: raw.text(limit: 2000))
        draft?.note("commit", found.hash, raw, line: lines.line, of: file)
        draft?.note("author", found.author, raw, line: lines.line, of: file)
      } else {
        draft?.note("author", GitLine.author(of: raw), raw, line: lines.line, of: file)
        draft?.noteDifference(raw, line: lines.line, of: file)
        draft?.take(raw, line: lines.line)
      }
    }
    if let change = draft?.observation(of: file) { observed.observations.append(change) }
    return observed
  }
}

/// A commit while its lines still come in.
private struct GitCommit {
  var subject: String?
  var time: Timestamp?
  /// The line that its subject stands in.
  var line = 0
  var raw = ""
  /// The first files that it touches.
  var files: [String] = []
  /// Its hash and who wrote it, each with the line that says so.
  var parts: [Observation.Trait] = []

  /// Whether a patch has begun: before it, what begins like its lines is a message.
  var isInPatch = false

  /// Lines of patches that are kept: a setting is changed in a few.
  private static let mostDifferences = 8

  /// Files that are looked at: they say which part of the code it is.
  private static let mostFiles = 50

  /// Notes a part of it, unless the line does not tell it.
  mutating func note(
    _ name: String, _ value: String?, _ raw: Bytes, line: Int, of file: ObservedFile
  ) {
    guard let value, !value.isEmpty, !parts.contains(where: { $0.name == name }) else { return }
    parts.append(.init(name: name, value: value, sample: file.sample(line: line, raw.trimmed())))
  }

  /// Notes a line that a patch takes away or adds: `-redis_maxmemory: 8gb`, `+redis_maxmemory: 1gb`.
  mutating func noteDifference(_ raw: Bytes, line: Int, of file: ObservedFile) {
    if raw.starts(with: Array("@@ ".utf8)) { isInPatch = true }
    guard isInPatch, let sign = raw.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+"),
      !raw.starts(with: Array("--- ".utf8)), !raw.starts(with: Array("+++ ".utf8))
    else { return }
    let text = raw.part(1, raw.count).trimmed().text(limit: 200)
    guard !text.isEmpty, parts.count(where: { $0.name == "diff" }) < Self.mostDifferences else {
      return
    }
    parts.append(
      .init(
        name: "diff", value: (sign == UInt8(ascii: "-") ? "-" : "+") + text,
        sample: file.sample(line: line, raw.trimmed())))
  }

  mutating func take(_ raw: Bytes, line: Int) {
    if let date = GitLine.date(of: raw) {
      time = date
    } else if subject == nil, raw.starts(with: Array("    ".utf8)), !raw.trimmed().isEmpty {
      subject = raw.trimmed().text(limit: 500)
      self.line = line
      self.raw = raw.text(limit: 2000)
    } else if files.count < Self.mostFiles, let file = GitLine.file(raw) {
      files.append(file)
    }
  }

  /// The change that it is; nil where it has no subject.
  func observation(of file: ObservedFile) -> Observation? {
    guard let subject, !subject.isEmpty else { return nil }
    let service = GitLine.scope(of: subject) ?? GitLine.part(of: files) ?? file.service
    return .change(
      "commit", of: service, subject,
      Sample(
        reference: Reference(source: file.source, locator: .line(path: file.path, number: line)),
        time: time, service: service, text: raw, message: subject), parts)
  }
}
