/// An index on disk, with what it is of, and what tells that all of it is there.
///
///     gumshoe index 1 | length | sum of what follows | what it is of | what it holds
enum IndexFile {
  private static let magic = Array("gumshoe index 1\n".utf8)
  /// The bytes before what the sum is of.
  static let headLength = magic.count + 16

  /// An index of something; files that it tells of go by their plans.
  static func packed(
    of content: [UInt8], files: [Int] = [], _ write: (inout StoreWriter) -> Void
  ) -> [UInt8] {
    var store = StoreWriter(files: files, room: headLength)
    store.put(content)
    write(&store)
    var head = StoreWriter()
    for byte in magic { head.put(byte: byte) }
    head.put(whole: UInt64(store.bytes.count))
    head.put(whole: store.bytes.withUnsafeBufferPointer { hash($0.part(headLength, $0.count)) })
    return store.filled(head.bytes)
  }

  /// Reads what an index holds; nil where it is of something else, damaged, or not all is read.
  static func unpacked<Result>(
    _ bytes: [UInt8], of content: [UInt8], files: [Int] = [],
    _ read: (inout StoreReader) throws(DamagedIndex) -> Result
  ) -> Result? {
    guard bytes.count > headLength, bytes.starts(with: magic) else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      let body = bytes.part(headLength, bytes.count)
      var head = StoreReader(bytes.part(magic.count, headLength))
      var reader = StoreReader(body, files: files)
      guard let length = try? head.whole(), let sum = try? head.whole(), length == bytes.count,
        sum == hash(body), let known = try? reader.run(), known.elementsEqual(content),
        let result = try? read(&reader), reader.isAtEnd
      else { return nil }
      return result
    }
  }

  /// Whether an index of so many bytes begins as one of something does.
  static func begins(_ bytes: [UInt8], of content: [UInt8], length: Int) -> Bool {
    guard bytes.count == beginning(content), bytes.starts(with: magic) else { return false }
    var lengths = StoreWriter()
    lengths.put(whole: UInt64(length))
    var known = StoreWriter()
    known.put(content)
    return bytes[magic.count..<magic.count + 8].elementsEqual(lengths.bytes)
      && bytes[headLength...].elementsEqual(known.bytes)
  }

  /// How many bytes tell what an index is of.
  static func beginning(_ content: [UInt8]) -> Int {
    var known = StoreWriter()
    known.put(content)
    return headLength + known.bytes.count
  }
}
