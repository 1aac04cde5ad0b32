import Hummingbird
import HummingbirdTesting
import Yams
