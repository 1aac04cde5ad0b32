/// A linear model that tells the act and the aspect of a question; trained on phrasings by
/// `make phrasings`, see Tests/Evaluate.
package struct ActModel: Sendable {
  /// An act with an aspect of it.
  package struct Label: Hashable, Sendable {
    package var act: Act
    package var aspect: Aspect?

    package init(act: Act, aspect: Aspect?) {
      self.act = act
      self.aspect = aspect
    }

    /// As stored: `judge.couldBe`, `cause`.
    package var name: String { act.rawValue + (aspect.map { "." + $0.rawValue } ?? "") }

    package init?(name: String) {
      let parts = name.split(separator: ".")
      guard let first = parts.first, let act = Act(rawValue: String(first)) else { return nil }
      self.act = act
      aspect = parts.count > 1 ? Aspect(rawValue: String(parts[1])) : nil
    }
  }

  package private(set) var labels: [Label]
  /// The words that the phrasings are made of.
  package private(set) var vocabulary: Set<String>
  /// The weights of bucket `b` are those from `starts[b]` up to `starts[b + 1]`.
  private var starts: [Int32]
  private var labelIndexes: [UInt8] = []
  private var weights: [Int8] = []

  /// The model that ships.
  package static let trained = ActModel(
    labels: ActWeights.labels, vocabulary: ActWeights.vocabulary, encoded: ActWeights.encoded)

  /// Makes a model of its stored form; what is cut short has no weights from there on.
  ///
  /// - Parameters:
  ///   - labels: Names of labels, parted by spaces.
  ///   - vocabulary: Words, parted by spaces.
  ///   - encoded: For each bucket with weights how many buckets lie between the last and it, how many
  ///     weights it has, and for each the label and the weight, in digits of base 64.
  package init(labels: String, vocabulary: String, encoded: String) {
    self.labels = labels.split(separator: " ").compactMap { Label(name: String($0)) }
    self.vocabulary = QuestionWords.words(vocabulary)
    starts = []
    starts.reserveCapacity(ActFeatures.buckets + 1)
    var digits = encoded.utf8.makeIterator()
    func digit() -> Int? { digits.next().flatMap { Self.value(ofDigit: $0) } }
    while starts.count < ActFeatures.buckets, let high = digit(), let low = digit(),
      let count = digit()
    {
      let gap = min(high * 64 + low, ActFeatures.buckets - 1 - starts.count)
      starts.append(contentsOf: repeatElement(Int32(weights.count), count: gap + 1))
      for _ in 0..<count {
        guard let label = digit(), let weight = digit(), label < self.labels.count else { break }
        labelIndexes.append(UInt8(label))
        weights.append(Int8(weight - Self.zero))
      }
    }
    starts.append(
      contentsOf: repeatElement(Int32(weights.count), count: ActFeatures.buckets + 1 - starts.count)
    )
  }

  /// How many buckets there are.
  package static var buckets: Int { ActFeatures.buckets }

  /// The digit that stands for the weight 0.
  package static let zero = 32

  /// Writes weights, one list of label and weight a bucket, as ``init(labels:vocabulary:encoded:)``
  /// reads them.
  package static func encode(_ rows: [[(label: Int, weight: Int)]]) -> String {
    var bytes: [UInt8] = []
    var gap = 0
    for row in rows {
      // 4,095 buckets without weights in a row: an empty one is written in between.
      guard !row.isEmpty || gap == 4095 else {
        gap += 1
        continue
      }
      bytes.append(contentsOf: [gap / 64, gap % 64, row.count].map(Self.digit(of:)))
      for (label, weight) in row {
        bytes.append(Self.digit(of: label))
        bytes.append(Self.digit(of: min(max(weight + zero, 0), 63)))
      }
      gap = 0
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Letters, digits, `-` and `_`: nothing that a string literal would have to escape.
  private static func digit(of value: Int) -> UInt8 {
    switch value {
    case 0..<26: UInt8(ascii: "A") + UInt8(value)
    case 26..<52: UInt8(ascii: "a") + UInt8(value - 26)
    case 52..<62: UInt8(ascii: "0") + UInt8(value - 52)
    case 62: UInt8(ascii: "-")
    default: UInt8(ascii: "_")
    }
  }

  private static func value(ofDigit byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "-"): 62
    case UInt8(ascii: "_"): 63
    default: nil
    }
  }

  /// The sum of the weights of some buckets for each label, in the order of ``labels``.
  package func scores(of buckets: [Int]) -> [Int] {
    var scores = [Int](repeating: 0, count: labels.count)
    for bucket in buckets where bucket >= 0 && bucket + 1 < starts.count {
      for index in Int(starts[bucket])..<Int(starts[bucket + 1]) {
        scores[Int(labelIndexes[index])] += Int(weights[index])
      }
    }
    return scores
  }
}
