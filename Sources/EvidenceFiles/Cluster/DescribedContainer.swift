/// A container as `kubectl describe` prints it, below a pod or a pod's template.
struct DescribedContainer {
  let node: DescribeNode
  /// The path of its fields: `spec.containers[server]`.
  let path: String

  /// Adds all that is known of it.
  func add(to object: inout ObjectDraft) {
    let status = path.replacing("spec.", with: "status.")
    for field in node.children {
      switch field.key {
      case "Image": object.add("\(path).image", field.value, field.line)
      case "Port", "Ports": addPorts(field, &object)
      case "Command", "Args":
        for (index, row) in field.items.enumerated() {
          object.add("\(path).\(field.key.lowercased())[\(index)]", row.trimmed, row)
        }
      case "Ready": object.add("\(status).ready", field.value, field.line)
      case "Restart Count": object.add("\(status).restartCount", field.value, field.line)
      case "State", "Last State":
        let name = field.key == "State" ? "state" : "lastState"
        object.add("\(status).\(name)", field.value, field.line)
        for part in field.children {
          guard let key = Self.stateKeys[part.key] else { continue }
          object.add("\(status).\(name).\(key)", part.value, part.line)
        }
      case "Limits", "Requests":
        for part in field.children {
          object.add(
            "\(path).resources.\(field.key.lowercased()).\(part.key)", part.value, part.line)
        }
      case "Liveness", "Readiness", "Startup":
        ProbeText(field.value).add(
          to: &object, path: "\(path).\(field.key.lowercased())Probe", line: field.line)
      case "Environment": addEnvironment(field, &object)
      case "Environment Variables from":
        for (index, row) in field.rows.enumerated() {
          let cells = row.cells
          guard cells.count > 1 else { continue }
          let kind = cells[1] == "Secret" ? "secretRef" : "configMapRef"
          object.add("\(path).envFrom[\(index)].\(kind).name", cells[0], row)
        }
      case "Mounts":
        for row in field.items {
          guard let (place, rest) = row.trimmed.halves(at: " from ") else { continue }
          let volume = String(rest.prefix { $0 != " " })
          object.add("\(path).volumeMounts[\(volume)]", place, row)
        }
      default: break
      }
    }
  }

  private static let stateKeys = [
    "Reason": "reason", "Message": "message", "Exit Code": "exitCode", "Started": "startedAt",
    "Finished": "finishedAt",
  ]

  private func addPorts(_ field: DescribeNode, _ object: inout ObjectDraft) {
    for (index, part) in field.value.split(separator: ",").enumerated() {
      let (port, wire) = part.trimmed.halves(at: "/") ?? (part.trimmed, "TCP")
      object.add("\(path).ports[\(index)].containerPort", port, field.line)
      object.add("\(path).ports[\(index)].protocol", String(wire.prefix { $0 != " " }), field.line)
    }
  }

  /// Values, and where they are taken from: `<set to the key 'password' in secret 'db'>`.
  private func addEnvironment(_ field: DescribeNode, _ object: inout ObjectDraft) {
    for variable in field.children {
      let place = "\(path).env[\(variable.key)]"
      guard variable.value.hasPrefix("<set to the key") else {
        object.add(place, variable.value, variable.line)
        continue
      }
      let quoted = variable.value.split(separator: "'").map(String.init)
      guard quoted.count > 3 else { continue }
      let kind = quoted[2].contains("secret") ? "secretKeyRef" : "configMapKeyRef"
      object.add("\(place).\(kind).key", quoted[1], variable.line)
      object.add("\(place).\(kind).name", quoted[3], variable.line)
    }
  }
}

/// A probe in one line: `http-get http://:8080/healthz delay=5s timeout=1s period=10s #failure=3`.
struct ProbeText {
  var words: [Substring]

  init(_ text: String) {
    words = text.split { $0 == " " }
  }

  /// Adds its parts below a path.
  func add(to object: inout ObjectDraft, path: String, line: TextLine) {
    guard let type = words.first, let target = words.dropFirst().first else { return }
    let form = Self.forms[String(type)] ?? String(type)
    // The port stands behind the last colon before a path: `http://:8080/x`, `<pod>:9090`, `:22`.
    let plain = target.replacing("http://", with: "").replacing("https://", with: "")
    let place = plain.prefix { $0 != "/" }
    if form == "exec" {
      object.add("\(path).exec", words.dropFirst().joined(separator: " "), line)
    } else if let port = place.split(separator: ":").last {
      object.add("\(path).\(form).port", String(port), line)
      if let slash = plain.firstIndex(of: "/") {
        object.add("\(path).\(form).path", String(plain[slash...]), line)
      }
    }
    for word in words {
      guard let (name, value) = word.halves(at: "="), let key = Self.numbers[name] else {
        continue
      }
      object.add("\(path).\(key)", value.hasSuffix("s") ? String(value.dropLast()) : value, line)
    }
  }

  private static let forms = [
    "http-get": "httpGet", "tcp-socket": "tcpSocket", "grpc": "grpc", "exec": "exec",
  ]
  private static let numbers = [
    "delay": "initialDelaySeconds", "timeout": "timeoutSeconds", "period": "periodSeconds",
    "#failure": "failureThreshold", "#success": "successThreshold",
  ]
}
