import CPlatform
import SystemPackage

/// Takes what one source hands over: counts it, keeps it in files, and ends it where a limit is reached.
///
/// Files have the mode 0600. Nothing is held in memory but the piece that is written.
package actor SourceSink {
  /// The source's name, and where its settings stand.
  nonisolated let place: SettingPlace
  nonisolated let limits: SourceLimits
  private let budget: FetchBudget
  private let folder: String
  private(set) var fetched = FetchedFiles()
  private var lines = 0
  private var hasToldOffset = false

  /// Makes a sink that writes into a folder, which is there.
  ///
  /// The budget of bytes is that of all sources of the question; the limits alone where none is given.
  package init(
    of place: SettingPlace, limits: SourceLimits, folder: String, budget: FetchBudget? = nil
  ) {
    self.budget = budget ?? FetchBudget(bytes: limits.bytes)
    self.place = place
    self.limits = limits
    self.folder = folder
  }

  /// Counts a request before it is made.
  ///
  /// - Throws: ``SourceFailure`` where no more may be made.
  package func beginRequest() throws(SourceFailure) {
    guard fetched.requests < limits.requests else {
      throw cut("after \(fetched.requests) requests", "requests")
    }
    fetched.requests += 1
  }

  /// The requests that may still be made.
  package var requestsLeft: Int { max(0, limits.requests - fetched.requests) }

  /// The bytes that may still be taken.
  package var bytesLeft: Int { max(0, min(limits.bytes - fetched.bytes, budget.bytes)) }

  /// The lines that may still be asked for.
  package var linesLeft: Int { max(0, limits.lines - lines) }

  /// Counts lines that came.
  package func count(lines count: Int) { lines = lines.addingReportingOverflow(count).partialValue }

  /// Counts bytes that are looked at and kept in no file.
  package func count(bytes count: Int) {
    fetched.bytes = fetched.bytes.addingReportingOverflow(count).partialValue
    budget.take(bytes: count)
  }

  /// Begins a file.
  ///
  /// Of its name only harmless characters are taken: `requests.json`. `query` is what was asked, as the
  /// source's own language has it, `link` a page of the source's that shows the same.
  ///
  /// - Throws: ``SourceFailure`` where the disk does not take it.
  package func open(
    _ name: String, query: String, link: String? = nil
  ) throws(SourceFailure) -> SinkFile {
    let plain = free(name)
    do {
      let descriptor = try FileDescriptor.open(
        "\(folder)/\(plain)", .writeOnly,
        options: [.create, .exclusiveCreate, .closeOnExec, .noFollow],
        permissions: .ownerReadWrite)
      fetched.files.append(FetchedFiles.File(name: plain, query: query, link: link))
      return SinkFile(index: fetched.files.count - 1, descriptor: descriptor)
    } catch {
      throw unwritable(plain, error)
    }
  }

  /// Writes a piece behind the others of its file.
  ///
  /// - Returns: Whether all of it was taken; false where the limit of bytes left a part out.
  /// - Throws: ``SourceFailure`` where the disk does not take it.
  package func write(_ piece: [UInt8], to file: SinkFile) throws(SourceFailure) -> Bool {
    let own = max(0, limits.bytes - fetched.bytes)
    let taken = piece.prefix(budget.take(atMost: min(piece.count, own)))
    fetched.bytes += taken.count
    try append(taken, to: file)
    return taken.count == piece.count
  }

  /// Ends a file; one that nothing was written to is taken away.
  package func close(_ file: SinkFile) {
    try? file.descriptor.close()
    if fetched.files[file.index].bytes == 0 { remove(file) }
  }

  /// Ends a file, and takes it away with what was written to it.
  package func discard(_ file: SinkFile) {
    try? file.descriptor.close()
    remove(file)
  }

  private func remove(_ file: SinkFile) {
    fetched.files[file.index].isGone = true
    unlink("\(folder)/\(fetched.files[file.index].name)")
  }

  /// Keeps a text that came whole, and was counted as it came, as a file.
  ///
  /// - Throws: ``SourceFailure`` where the disk does not take it.
  package func keep(
    _ text: [UInt8], as name: String, query: String, link: String? = nil
  ) throws(SourceFailure) {
    let file = try open(name, query: query, link: link)
    try append(text[...], to: file)
    close(file)
  }

  private func append(_ piece: ArraySlice<UInt8>, to file: SinkFile) throws(SourceFailure) {
    do {
      try file.descriptor.writeAll(piece)
    } catch {
      throw unwritable(fetched.files[file.index].name, error)
    }
    fetched.files[file.index].bytes += piece.count
  }

  /// What makes a source doubtful that answers, as whole sentences.
  var remarks: [String] { (fetched.doubts ?? []).map(\.sentence) }

  /// Notes what was left out or failed, for the report; `isCut` where a limit left it out.
  package func note(_ sentence: String, isCut: Bool = false) {
    if isCut { fetched.isCut = true }
    guard !fetched.notes.contains(sentence), fetched.notes.count < Self.mostNotes else { return }
    fetched.notes.append(sentence)
  }

  /// Notes why nothing good can be concluded of the source's silence, for the answer itself.
  package func doubt(_ sentence: String) {
    var doubts = fetched.doubts ?? []
    guard !doubts.contains(sentence), doubts.count < Self.mostNotes else { return }
    doubts.append(sentence)
    fetched.doubts = doubts
  }

  /// Notes that the source's clock is off, once.
  func notice(_ offset: ClockOffset) {
    guard !hasToldOffset else { return }
    hasToldOffset = true
    doubt(offset.words)
  }

  /// Notes what the source holds beside the window, in which it has nothing.
  package func hold(_ held: HeldTime) { fetched.held = held }

  /// More would only repeat each other: a source with that many troubles has one.
  private static let mostNotes = 20

  /// The failure that stands for a limit that was reached.
  package nonisolated func cut(_ moment: String, _ setting: String) -> SourceFailure {
    SourceFailure(
      source: place.source, what: "fetching", why: "it was ended \(moment)",
      advice: "Ask about less, or \(place.advice("set", setting, how: "higher")).", isFinal: true)
  }

  /// The failure of a source that gave nothing in the time that it has.
  package nonisolated var silence: SourceFailure {
    SourceFailure(
      source: place.source, what: "fetching",
      why: "nothing came within \(limits.seconds) seconds",
      advice: "See whether it answers, or \(place.advice("set", "seconds", how: "higher")).",
      isFinal: true)
  }

  private nonisolated func unwritable(_ name: String, _ error: any Error) -> SourceFailure {
    SourceFailure(
      source: place.source, what: "keeping '\(name)'", why: "it can't be written: \(error)",
      advice: "Make room in '\(folder)'.", isFinal: true)
  }

  /// A name that no file of the sink has, of letters, digits, `.`, `_` and `-`.
  private func free(_ name: String) -> String {
    let plain = FetchedFiles.plain(name)
    guard fetched.files.contains(where: { $0.name == plain }) else { return plain }
    let dot = plain.lastIndex(of: ".") ?? plain.endIndex
    let (stem, ending) = (plain[..<dot], plain[dot...])
    var number = 2
    while fetched.files.contains(where: { $0.name == "\(stem)-\(number)\(ending)" }) { number += 1 }
    return "\(stem)-\(number)\(ending)"
  }
}

/// A file that a sink has open.
package struct SinkFile: Sendable {
  let index: Int
  let descriptor: FileDescriptor
}

/// What was fetched of one source for one window.
package struct FetchedFiles: Hashable, Sendable, Codable {
  package var files: [File] = []
  package var requests = 0
  /// Bytes that were taken, those of files and those only looked at.
  package var bytes = 0
  /// What was left out or failed, as sentences.
  package var notes: [String] = []
  /// Why its silence tells nothing good, as sentences; nil where there is no reason.
  package var doubts: [String]?
  /// What it holds beside the window, where it has nothing in it.
  package var held: HeldTime?
  /// Whether a limit left something out of what was looked for; nil where none did.
  package var isCut: Bool?

  package init() {}

  /// Whether nothing is said of why nothing came.
  var isSilent: Bool { doubts?.isEmpty != false && held == nil }

  /// A file with its origin.
  package struct File: Hashable, Sendable, Codable {
    package var name: String
    package var query: String
    package var link: String?
    package var bytes = 0
    /// Whether it was taken away again, for nothing was in it.
    var isGone = false

    init(name: String, query: String, link: String?) {
      self.name = name
      self.query = query
      self.link = link
    }
  }

  /// A text as part of a file's name: letters, digits, `.`, `_` and `-`, 120 at the most.
  static func plain(_ text: String) -> String {
    let name = String(
      text.unicodeScalars.prefix(120).map { scalar -> Character in
        let isPlain =
          scalar.isASCII
          && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            || "._-".unicodeScalars.contains(scalar))
        return isPlain ? Character(scalar) : "_"
      })
    return name.isEmpty || name.hasPrefix(".") ? "_" + name : name
  }
}
