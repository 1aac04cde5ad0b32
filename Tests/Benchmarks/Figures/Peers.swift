/// What others reach on the same data, and where that is written.
struct Peer {
  /// The set of data.
  var set: String
  var name: String
  /// AC@1 / AC@3 on the half of the set that lies here, or what else was published.
  var figures: String
  var source: String

  /// All of them, the best of a set first.
  static let all: [Peer] = [
    Peer(
      set: "trainticket", name: "Nezha",
      figures: ".917 / 1.00 (whole set .867 / .978, 5.3 s a case)",
      source: "Yu et al., \"Nezha\", ESEC/FSE 2023"),
    Peer(
      set: "trainticket", name: "MicroRank", figures: ".16 / .24",
      source: "Yu et al., \"MicroRank\", WWW 2021"),
    Peer(
      set: "trainticket", name: "BARO", figures: ".00 / .04, on metrics alone",
      source: "Pham et al., \"BARO\", FSE 2024"),
    Peer(
      set: "sockshop", name: "BARO",
      figures: ".967 / 1.00 (.90 when told 60 s late; whole set .96 / 1.00, 0.02 s a case)",
      source: "Pham et al., \"BARO\", FSE 2024"),
    Peer(
      set: "sockshop", name: "NSigma", figures: ".94 on the whole set (.04 when told 60 s late)",
      source: "Li et al., \"CIRCA\", KDD 2022"),
    Peer(
      set: "sockshop", name: "CIRCA", figures: ".54 / .78 on the whole set",
      source: "Li et al., \"CIRCA\", KDD 2022"),
    Peer(
      set: "petshop", name: "traversal", figures: ".615 / .769",
      source: "Hardt et al., \"PetShop\", CLeaR 2024"),
    Peer(
      set: "petshop", name: "ranked correlation", figures: ".577 / .769 (whole set .65 / .83)",
      source: "Hardt et al., \"PetShop\", CLeaR 2024"),
    Peer(
      set: "petshop", name: "CIRCA", figures: ".33 / .73 on the whole set",
      source: "Hardt et al., \"PetShop\", CLeaR 2024"),
    Peer(
      set: "kubernetes", name: "language models with tools",
      figures:
        "object and cause .73 (DeepSeek-V3.2), .67 (GPT-5), .50 (Claude 4 Sonnet), .49 (GPT-4o), on "
        + "452 cases", source: "\"Cloud-OpsBench\", arXiv 2603.00468, 2026"),
    Peer(
      set: "templates", name: "drain3", figures: ".82, one setting (all 16 systems .76)",
      source: "the package drain3 of PyPI"),
    Peer(
      set: "templates", name: "Brain, Drain", figures: ".98 and .87, tuned to each system",
      source: "Zhu et al., \"Loghub\", ISSRE 2023"),
  ]
}
