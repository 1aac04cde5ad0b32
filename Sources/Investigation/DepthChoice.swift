/// How much work a turn may take, and what that leaves out.
struct DepthChoice {
  let depth: Inquiry.Depth

  init(_ depth: Inquiry.Depth) {
    self.depth = depth
  }

  /// Bytes that `fast` reads: half a second's work on two cores.
  private static let fast = 256 << 20
  /// Bytes that `auto` reads: what two cores read while somebody waits for the first answer.
  private static let auto = 4 << 30

  /// The most bytes to read, nil for all.
  var limit: Int? {
    switch depth {
    case .fast: Self.fast
    case .auto: Self.auto
    case .deep: nil
    }
  }

  /// What the mode left out, in words; nothing where it left out nothing.
  var claims: [Report.Claim] {
    switch depth {
    case .fast:
      [
        .init(
          "fast: at most 256 MiB were read, the end of each file first; ask with `deep` for all.")
      ]
    case .deep: [.init("deep: all of the evidence was read.")]
    case .auto: []
    }
  }
}
