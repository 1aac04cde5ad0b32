import CMarkdown

/// Parses Markdown by md4c: CommonMark with tables, task lists and strikethrough.
enum MarkdownParser {
  /// Parses a text; what md4c refuses, such as a text of 4 GB, comes back as one block of code.
  static func parse(_ text: String) -> MarkdownDocument {
    let builder = MarkdownTreeBuilder()
    var parser = MD_PARSER()
    parser.flags = UInt32(
      MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOHTML)
    parser.enter_block = { type, detail, data in
      Self.builder(data)?.enter(type, detail)
      return 0
    }
    parser.leave_block = { type, _, data in
      Self.builder(data)?.leave(type)
      return 0
    }
    parser.enter_span = { type, detail, data in
      Self.builder(data)?.enter(span: type, detail)
      return 0
    }
    parser.leave_span = { type, _, data in
      Self.builder(data)?.leave(span: type)
      return 0
    }
    parser.text = { type, start, size, data in
      Self.builder(data)?.add(type, start, Int(size))
      return 0
    }
    var copy = text
    let result = copy.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        withExtendedLifetime(builder) {
          md_parse(
            characters.baseAddress, MD_SIZE(clamping: characters.count), &parser,
            Unmanaged.passUnretained(builder).toOpaque())
        }
      }
    }
    guard result == 0 else { return MarkdownDocument(blocks: [.code([text])]) }
    return builder.document
  }

  /// The builder behind the pointer that md4c hands to its callbacks.
  private static func builder(_ data: UnsafeMutableRawPointer?) -> MarkdownTreeBuilder? {
    data.map { Unmanaged<MarkdownTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
  }
}
