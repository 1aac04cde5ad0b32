/// What of a session is to be written, and where.
package struct ExportRequest: Hashable, Sendable {
  package var format: ExportFormat
  /// The file or folder that was named; nil for a name made from the title in the current folder.
  package var file: String?
  /// Whether a file that is there may be replaced.
  package var isForced: Bool

  /// Makes a request; a form that is not named is told by the file's ending, else it is Markdown.
  package init(format: ExportFormat? = nil, file: String? = nil, isForced: Bool = false) {
    self.format = format ?? file.flatMap(ExportFormat.init(named:)) ?? .markdown
    self.file = file
    self.isForced = isForced
  }
}

/// Takes what `/export` is to write: a form, a file, `--force`, in any order but for the form.
func exportRequest(_ scanner: inout CommandLineScanner) throws(ArgumentProblem) -> ExportRequest {
  var format: ExportFormat?
  var file: String?
  var isForced = false
  while let word = scanner.next() {
    if word == "--force" {
      isForced = true
    } else if word.hasPrefix("--") {
      throw ArgumentProblem("no option '\(word)'")
    } else if format == nil, file == nil, let named = ExportFormat(rawValue: word.lowercased()) {
      format = named
    } else if file == nil {
      file = word
    } else {
      throw ArgumentProblem("one file is written, and '\(word)' would be another; quote its name")
    }
  }
  return ExportRequest(format: format, file: file, isForced: isForced)
}
