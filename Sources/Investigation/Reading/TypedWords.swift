import Evidence

/// The words of a question as they were typed, without the marks of the sentence around them: names and paths keep
/// theirs.
///
///     is /data ok?   → is, /data, ok        drain of ip-10-60-12-17.   → drain, of, ip-10-60-12-17
enum TypedWords {
  static func of(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map { word in
      let bare = word.trimming { "?!,;:\"'`()".contains($0) }
      return String(bare.hasSuffix(".") ? bare.dropLast() : bare)
    }
  }
}
