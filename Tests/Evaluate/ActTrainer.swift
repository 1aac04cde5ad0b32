import DemoIncident
import Evidence
import Investigation

/// Learns the weights of ``ActModel``: an averaged perceptron over the buckets of each phrasing.
///
/// Deterministic: the order of the examples is that of a generator with a fixed seed. Source: Freund
/// and Schapire, "Large Margin Classification Using the Perceptron Algorithm" (1999).
struct ActTrainer {
  /// A phrasing with its names filled in, as buckets.
  struct Example {
    var label: Int
    var buckets: [Int]
  }

  let labels: [ActModel.Label]
  let vocabulary: Set<String>
  let reader: QuestionReader

  /// How often each phrasing is seen, each time with other names.
  static let fillings = 3
  /// Rounds over all examples: by cross-validation 5 are too few, and beyond 8 nothing is gained.
  static let rounds = 8
  /// A right answer that is not this far ahead is learnt from as well, for a margin.
  ///
  /// By cross-validation: 12 tells 82.0 % of the acts, 25 tells 81.8 %, 50 tells 82.5 %, 80 tells
  /// 83.1 %, 150 tells 82.9 %.
  static let margin: Float = 80

  init(_ phrasings: Phrasings) {
    labels = Set(phrasings.rows.map(\.label.name)).sorted().compactMap { ActModel.Label(name: $0) }
    vocabulary = phrasings.vocabulary
    let words = vocabulary.sorted().joined(separator: " ")
    reader = QuestionReader(
      catalog: Phrasings.catalog, model: ActModel(labels: "cause", vocabulary: words, encoded: ""))
  }

  /// The examples of a phrasing.
  func examples(of row: Phrasings.Row, at number: Int, fillings: Int = fillings) -> [Example] {
    let label = labels.firstIndex(of: row.label) ?? 0
    let count = row.text.contains("{") ? fillings : 1
    return (0..<count).map { turn in
      let text = Phrasings.fill(row.text, number + turn * 5)
      return Example(
        label: label,
        buckets: ActReader.buckets(of: text, reader: reader, vocabulary: vocabulary))
    }
  }

  /// Learns, and returns the model as it ships: weights of few bits.
  func model(of examples: [Example]) -> (model: ActModel, encoded: String) {
    let width = labels.count
    var weights = [Float](repeating: 0, count: ActModel.buckets * width)
    var sums = weights
    var generator = SeededRandom(seed: 20_261_128)
    var order = Array(examples.indices)
    var seen: Float = 1
    var scores = [Float](repeating: 0, count: width)
    for _ in 0..<Self.rounds {
      order.shuffle(using: &generator)
      for index in order {
        let example = examples[index]
        for label in scores.indices { scores[label] = 0 }
        for bucket in example.buckets {
          for label in 0..<width { scores[label] += weights[bucket * width + label] }
        }
        let right = scores[example.label]
        var rival = example.label == 0 ? 1 : 0
        for label in 0..<width where label != example.label && scores[label] > scores[rival] {
          rival = label
        }
        if right - scores[rival] <= Self.margin {
          for bucket in example.buckets {
            weights[bucket * width + example.label] += 1
            sums[bucket * width + example.label] += seen
            weights[bucket * width + rival] -= 1
            sums[bucket * width + rival] -= seen
          }
        }
        seen += 1
      }
    }
    for index in weights.indices { weights[index] -= sums[index] / seen }
    return quantised(weights)
  }

  /// Smaller weights are left out: they are half of all, cost the time of reading them at the first
  /// question, and tell nothing that cross-validation would see.
  private static let leastWeight = 2

  /// Rounds to whole numbers of 6 bits; what is near nothing is left out.
  private func quantised(_ weights: [Float]) -> (model: ActModel, encoded: String) {
    let width = labels.count
    // A few great weights, as of the bias, would make all others coarse: they are cut.
    let sizes = weights.lazy.map(abs).filter { $0 > 0 }.sorted()
    let greatest = sizes.isEmpty ? 1 : sizes[min(sizes.count - 1, sizes.count * 999 / 1000)]
    let scale = 31 / max(greatest, 0.001)
    let rows = (0..<ActModel.buckets).map { bucket in
      (0..<width).compactMap { label -> (label: Int, weight: Int)? in
        let weight = Int((weights[bucket * width + label] * scale).rounded())
        return abs(weight) < Self.leastWeight ? nil : (label, min(max(weight, -31), 31))
      }
    }
    let encoded = ActModel.encode(rows)
    let model = ActModel(
      labels: labels.map(\.name).joined(separator: " "),
      vocabulary: vocabulary.sorted().joined(separator: " "), encoded: encoded)
    return (model, encoded)
  }
}
