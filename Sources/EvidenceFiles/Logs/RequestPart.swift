/// The part of a record of a request, without words of its own, that tells how it failed.
///
/// Of an object with thirty fields, or a line with a browser's name in it, the beginning says least:
/// what was asked and the status with what stands behind it say why it is read at all.
struct RequestPart {
  private let text: Bytes
  private var method: Int?
  private var path: Int?
  private var pathEnd = 0
  /// Where the name of a browser begins, which tells of the request nothing.
  private var agent: Int?
  private var status: (start: Int, end: Int, rank: Int)?

  /// The most bytes from request to status: more would leave the status out of a quote in a sentence.
  static let longest = 140

  private init(_ text: Bytes) {
    self.text = text
  }

  /// The part of an object of JSON; nil where its beginning shows a status, or it has none.
  ///
  /// `{"agent":"…","path":"/cart","bytes":12,"status":502,"up":0}`, with a long name of an agent, gives
  /// `"path":"/cart","bytes":12,"status":502,"up":0`.
  static func of(object text: Bytes) -> Bytes? {
    var part = RequestPart(text)
    JSONFields.each(in: text) { name, value in part.note(name, value, isKeyed: true) }
    guard let found = part.found else { return nil }
    return found.last == UInt8(ascii: "}") ? found.part(0, found.count - 1) : found
  }

  /// The part of a line with columns.
  ///
  /// Where the browser's name stands between the request and its status, as IIS writes them, it is the
  /// request alone: else each browser would make another message of it.
  static func of(_ text: Bytes, columns: LineColumns) -> Bytes? {
    var part = RequestPart(text)
    columns.each(in: text) { name, value in part.note(name, value, isKeyed: false) }
    if let path = part.path, let status = part.status, let agent = part.agent,
      (path..<status.start).contains(agent)
    {
      let start = part.method.flatMap { $0 < path ? $0 : nil } ?? path
      return text.part(start, part.pathEnd).trimmed()
    }
    return part.found
  }

  private mutating func note(_ name: Bytes, _ value: Bytes, isKeyed: Bool) {
    guard let base = text.baseAddress, let place = value.baseAddress, place >= base,
      place + value.count <= base + text.count
    else { return }
    var start = place - base
    let end = start + value.count
    while isKeyed, start > 0, text[start - 1] != UInt8(ascii: ","),
      text[start - 1] != UInt8(ascii: "{")
    {
      start -= 1
    }
    if let entry = FieldNames.entry(name), entry.role == .status, HTTPStatus.read(value) != nil {
      if status.map({ entry.rank < $0.rank }) ?? true { status = (start, end, entry.rank) }
    } else if method == nil, FieldNames.ends(name, "method") {
      method = start
    } else if path == nil, Self.namesPath(name) {
      path = start
      pathEnd = end
    } else if agent == nil, name.find(lowercased: Array("user-agent".utf8)) != nil {
      agent = start
    }
  }

  /// Whether a field holds what was asked for: a method, a path, or both.
  static func namesRequest(_ name: Bytes) -> Bool {
    FieldNames.ends(name, "method") || namesPath(name)
  }

  private static func namesPath(_ name: Bytes) -> Bool {
    FieldNames.ends(name, "path") || FieldNames.ends(name, "uri") || FieldNames.ends(name, "url")
      || FieldNames.ends(name, "uri-stem") || FieldNames.ends(name, "request")
      || name.count == 3 && FieldNames.ends(name, "req")
  }

  private var found: Bytes? {
    // What shows its status anyway is quoted from its beginning.
    guard let status, status.end > Self.longest else { return nil }
    let start =
      [method, path].compactMap { $0 }.first {
        $0 < status.start && status.end - $0 <= Self.longest
      } ?? status.start
    return text.part(start, text.count).trimmed()
  }
}
