import Testing

@testable import LineEditing

/// Bytes of a terminal become keys, however they are cut into pieces.
@Suite struct KeyReaderTests {
  private static func keys(_ pieces: [String], complete: Bool = false) -> [KeyReader.Key] {
    var reader = KeyReader()
    var keys: [KeyReader.Key] = []
    for piece in pieces {
      reader.feed(Array(piece.utf8))
      while let key = reader.next() { keys.append(key) }
    }
    if complete { while let key = reader.next(complete: true) { keys.append(key) } }
    return keys
  }

  private static func characters(_ text: String) -> [KeyReader.Key] {
    text.unicodeScalars.map { .character($0) }
  }

  static let streams: [(bytes: String, keys: [KeyReader.Key])] = [
    ("aé日👍", characters("aé日👍")),
    ("a\u{1b}[Ab", [.character("a"), .sequence(["\u{1b}", "[", "A"]), .character("b")]),
    ("\u{1b}[1;5C", [.sequence(["\u{1b}", "[", "1", ";", "5", "C"])]),
    ("\u{1b}OA\u{1b}b", [.sequence(["\u{1b}", "O", "A"]), .character("\u{1b}"), .character("b")]),
    (
      "\u{1b}[200~a\r\nb\u{1b}[A\u{1b}[201~c",
      [.paste(Array("a\r\nb\u{1b}[A".utf8)), .character("c")]
    ),
    ("a\u{1b}]11;rgb:0/0/0\u{07}b\u{1b}]52;c;x\u{1b}\\c", characters("abc")),
    ("a\u{1b}P>|xterm\u{1b}\\b\u{1b}P1$r0m\u{1b}\\c\u{1b}_Gi=1;OK\u{1b}\\d", characters("abcd")),
    ("\u{1b}[200~\u{1b}[201~x", [.paste([]), .character("x")]),
  ]

  @Test(arguments: streams)
  func `a stream gives the same keys however it is cut`(
    stream: (bytes: String, keys: [KeyReader.Key])
  ) {
    #expect(Self.keys([stream.bytes]) == stream.keys)
    var reader = KeyReader()
    var keys: [KeyReader.Key] = []
    for byte in stream.bytes.utf8 {
      reader.feed(CollectionOfOne(byte))
      while let key = reader.next() { keys.append(key) }
    }
    #expect(keys == stream.keys)
  }

  @Test func `a lone ESC is a key once nothing followed`() {
    #expect(Self.keys(["\u{1b}"]).isEmpty)
    #expect(Self.keys(["\u{1b}"], complete: true) == [.character("\u{1b}")])
    var reader = KeyReader()
    reader.feed([0x1B])
    let lone = reader.patience
    reader.feed(Array("[200".utf8))
    #expect(lone > 0 && reader.patience > lone, "the rest of a sequence may take longer")
    #expect(KeyReader().patience == -1)
  }

  @Test func `what a terminal left unfinished is dropped, and the keyboard goes on`() {
    for cut in ["\u{1b}[12;", "\u{1b}]11;rgb:", "\u{1b}P1$r", "\u{e6}\u{97}"] {
      var reader = KeyReader()
      reader.feed(Array(cut.utf8))
      #expect(reader.next() == nil || cut.hasPrefix("\u{e6}"))
      while reader.next(complete: true) != nil {}
      reader.feed(Array("x".utf8))
      #expect(reader.next() == .character("x"))
    }
  }

  @Test func `a paste without an end is what came of it, and goes on only with what no hand types`()
  {
    var reader = KeyReader()
    reader.feed(Array("\u{1b}[200~first line\r".utf8))
    #expect(reader.next() == nil)
    #expect(reader.next(complete: true) == .paste(Array("first line\r".utf8)))
    reader.feed(Array("a".utf8))
    #expect(reader.next() == .character("a"))
    // A slow link: the rest comes after all. Its line ends must enter nothing.
    reader.feed(Array("second line\rthird line\r\u{1b}[201~".utf8))
    #expect(reader.next() == .paste(Array("second line\rthird line\r".utf8)))
    reader.feed(Array("a long line that was typed ahead\r".utf8))
    #expect(reader.next() == .character("a"), "the paste has ended")
  }

  @Test func `a paste of a terminal that marks none enters nothing`() {
    let lines = (1...20).map { "line \($0) of a stack trace\r" }.joined()
    #expect(Self.keys([lines]) == [.paste(Array(lines.utf8))])
    let typedAhead = "one question\ranother\rand a third\r"
    #expect(Self.keys([typedAhead]) == Self.characters(typedAhead))
  }

  @Test func `bytes that are no text, and codes that act on terminals, are no keys`() {
    var reader = KeyReader()
    reader.feed([0xFF, 0x61, 0xC3, 0x62, 0xC2, 0x9B, 0x63, 0xED, 0xA0, 0x80, 0x64])
    var keys: [KeyReader.Key] = []
    while let key = reader.next() { keys.append(key) }
    #expect(keys == Self.characters("abcd"))
  }

  @Test func `each byte of a paste is looked at once`() {
    // Two megabytes in pieces as a terminal hands them over, with half an end mark in each.
    var reader = KeyReader()
    reader.feed(Array("\u{1b}[200~".utf8))
    let piece = Array((String(repeating: "x", count: 4_090) + "\u{1b}[201").utf8)
    for _ in 0..<512 {
      reader.feed(piece)
      #expect(reader.next() == nil)
    }
    reader.feed(Array("~".utf8))
    guard case .paste(let text) = reader.next() else {
      Issue.record("no paste")
      return
    }
    #expect(text.count == 512 * piece.count - 5)
  }
}
