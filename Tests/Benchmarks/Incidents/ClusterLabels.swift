/// What a set of incidents of clusters calls the kinds of fault that the engine names.
///
/// The engine knows no set: its kinds are those of the field. A set's own names stand here alone.
enum ClusterLabels {
  /// The set's name of a cause, by the id of the kind of fault.
  static let causes: [String: String] = [
    "runtime-down": "containerd_unavailable",
    "kubelet-down": "kubelet_unavailable",
    "kube-proxy-down": "kube_proxy_unavailable",
    "scheduler-down": "kube_scheduler_unavailable",
    "missing-account": "missing_service_account",
    "quota-cpu": "namespace_cpu_quota_exceeded",
    "quota-memory": "namespace_memory_quota_exceeded",
    "quota-pods": "namespace_pod_quota_exceeded",
    "quota-services": "namespace_service_quota_exceeded",
    "quota-storage": "namespace_storage_quota_exceeded",
    "nodes-cordoned": "node_cordon_mismatch",
    "node-cordoned": "node_cordon_mismatch",
    "taint-not-tolerated": "taint_toleration_mismatch",
    "node-selector-unmet": "node_selector_mismatch",
    "node-affinity-unmet": "node_affinity_mismatch",
    "pod-anti-affinity": "pod_anti_affinity_conflict",
    "insufficient-cpu": "cpu_capacity_mismatch",
    "insufficient-memory": "memory_capacity_mismatch",
    "claim-class": "pvc_storage_class_mismatch",
    "claim-capacity": "pvc_capacity_mismatch",
    "claim-access-mode": "pvc_access_mode_mismatch",
    "claim-selector": "pvc_selector_mismatch",
    "volume-taken": "pv_binding_occupied",
    "registry-unresolved": "image_registry_dns_failure",
    "image-pull-refused": "missing_image_pull_secret",
    "image-not-found": "incorrect_image_reference",
    "missing-secret": "missing_secret_binding",
    "oom-killed": "oom_killed",
    "volume-permission": "volume_mount_permission_denied",
    "port-conflict": "service_sidecar_port_conflict",
    "liveness-port": "liveness_probe_incorrect_port",
    "liveness-protocol": "liveness_probe_incorrect_protocol",
    "liveness-timing": "liveness_probe_incorrect_timing",
    "readiness-port": "readiness_probe_incorrect_port",
    "readiness-protocol": "readiness_probe_incorrect_protocol",
    "service-selector": "service_selector_mismatch",
    "service-target-port": "service_port_mapping_mismatch",
    "service-protocol": "service_protocol_mismatch",
    "zero-replicas": "deployment_zero_replicas",
    "route-misled": "gateway_misroute",
    "wrong-address": "service_env_var_address_mismatch",
    "wrong-database-port": "mysql_invalid_port",
    "wrong-credentials": "mysql_invalid_credentials",
    "too-many-connections": "db_connection_exhaustion",
    "database-read-only": "db_read_only",
    "names-unresolved": "service_dns_resolution_failure",
    "cpu-throttled": "pod_cpu_overload",
    "network-delay": "pod_network_delay",
    "node-network-delay": "node_network_delay",
    "node-packet-loss": "node_network_packet_loss",
  ]

  /// Whether a suspect is the object that a set's truth names: `app/cart`, `node/n1`, `namespace/shop`.
  static func isSame(_ suspect: String, as object: String) -> Bool {
    suspect == object.split(separator: "/", maxSplits: 1).last.map(String.init) ?? object
  }
}
