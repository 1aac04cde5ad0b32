/// The faults that incidents draw from, in the words of the software that would say them.
enum FaultTable {
  static let scripts: [FaultScript] = resources + state + surroundings

  /// The script of which a part of its lines is known; the first where none has it.
  static func script(marked marker: String) -> FaultScript {
    scripts.first { $0.markers.contains(marker) } ?? resources[0]
  }
}
