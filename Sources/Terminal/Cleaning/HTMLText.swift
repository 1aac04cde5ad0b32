/// Text inside a page, where it can be nothing but text.
package enum HTMLText {
  /// Writes a text so that no character of it is markup, in an element or in an attribute between
  /// double quotes; unsafe characters are made visible first.
  ///
  ///     </script> "a" & b   →   &lt;/script&gt; &quot;a&quot; &amp; b
  package static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in UntrustedText.clean(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
