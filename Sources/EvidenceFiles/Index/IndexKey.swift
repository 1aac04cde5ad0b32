import Timeline

/// What an index on disk is of: all that what was read depends on.
///
/// Nothing of it is a guess: the same bytes at the same time in the same file, read by the same build
/// in the same way. So a file that changes in any way has another key, and its index is made anew.
struct IndexKey: Hashable, Sendable {
  /// The name of the index: that of the path, so that a new index takes the place of the old one.
  let name: String
  let content: [UInt8]

  /// Makes the key for a file, or for an archive with its members, by all their plans.
  init(plans: [FilePlan], source: String, build: String) {
    var place = StoreWriter()
    var all = StoreWriter()
    all.put(build)
    all.put(source)
    for plan in plans {
      let file = plan.file
      if place.bytes.isEmpty {
        place.put(source)
        place.put(file.path)
        place.put(file.display)
      }
      for text in [file.path, file.display] + file.folders { all.put(text) }
      all.put(file.size)
      all.put(file.version)
      if case .member(let number) = file.origin { all.put(number) }
      all.put(plan.service)
      all.put(plan.format)
      all.put(whole: plan.fingerprint)
      all.put(whole: plan.seal?.beginning ?? 0)
      all.put(whole: plan.seal?.end ?? 0)
      all.put(plan.passedOver)
      all.put(plan.linesPassedOver)
      all.put(plan.mostBytes.map(Int64.init))
      all.put(plan.times)
    }
    name = Self.name(place.bytes)
    content = all.bytes
  }

  /// Makes the key for what a file tells before it is read, such as `lines passed over`, of so many
  /// bytes: another number of them takes the place of the one before.
  init(_ what: String, _ detail: Int, of file: EvidenceFile, _ seal: FileSeal?, build: String) {
    var place = StoreWriter()
    place.put(what)
    place.put(file.path)
    var all = StoreWriter()
    all.put(build)
    all.put(what)
    all.put(detail)
    all.put(file.path)
    all.put(file.size)
    all.put(file.version)
    all.put(whole: seal?.beginning ?? 0)
    all.put(whole: seal?.end ?? 0)
    name = Self.name(place.bytes)
    content = all.bytes
  }

  /// 128 bits of a hash in hexadecimal digits.
  private static func name(_ bytes: [UInt8]) -> String {
    let first = bytes.withUnsafeBufferPointer { EvidenceFiles.hash($0) }
    let second = (bytes + [0]).withUnsafeBufferPointer { EvidenceFiles.hash($0) }
    return [first, second].map { number in
      let digits = String(number, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

extension StoreWriter {
  fileprivate mutating func put(_ version: EvidenceFile.Version) {
    put(whole: version.identity.device)
    put(whole: version.identity.inode)
    put(version.modified)
    put(version.changed)
  }

  /// What other files tell of a file's times.
  fileprivate mutating func put(_ times: TimePlan) {
    put(times.year.map(Int64.init))
    put(times.yearlessHead)
    put(times.day.map { Int64($0.daysSince1970) })
    put(times.isSequential)
    put(times.zone.map(Int64.init))
    put(times.first)
  }
}
