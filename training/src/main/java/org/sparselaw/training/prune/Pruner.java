package org.sparselaw.training.prune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparselaw.training.device.Buffer;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.Mask;
import org.sparselaw.training.model.Parameter;
import org.sparselaw.training.model.RandomStream;
import org.sparselaw.training.model.TensorSpec;

/**
 * The masks of one run: {@link #begin}, then {@link #update}, the optimiser's step on {@link #trained} under
 * {@link #optimizerMask}, and {@link #finish} for every step. Gradients are not masked.
 */
public final class Pruner {
    private final Device device;
    private final Pruning pruning;
    private final long seed;
    private final List<Parameter> parameters;
    private final List<Parameter> trained = new ArrayList<>();
    private final List<Double> sparsities;
    private final Map<String, Mask> masks = new LinkedHashMap<>();
    private final Map<Integer, Buffer> scratch = new HashMap<>();
    private double progress;

    /**
     * Nothing is pruned yet.
     *
     * @param seed of the random choices of RigL and SET
     */
    public Pruner(Device device, Pruning pruning, List<Parameter> parameters, long seed) {
        this.device = device;
        this.pruning = pruning;
        this.seed = seed;
        this.parameters = List.copyOf(parameters);
        this.sparsities =
                pruning.sparsities(parameters.stream().map(Parameter::spec).toList());
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            boolean dense = pruning.method() instanceof StraightThrough && sparsities.get(i) > 0;
            trained.add(
                    dense
                            ? new Parameter(parameter.spec(), device.allocate(parameter.size()), parameter.gradients())
                            : parameter);
        }
    }

    /** To be called once with the weights that the run starts from: prunes them if the schedule begins sparse. */
    public void begin() {
        for (int i = 0; i < parameters.size(); i++) {
            if (isStraightThrough(i)) {
                device.copy(parameters.get(i).weights(), trained.get(i).weights());
            }
        }
        progress = pruning.schedule().initialProgress();
        if (progress > 0 && pruning.method() instanceof DropAndGrow) {
            randomMasks();
        } else if (progress > 0) {
            recompute();
        }
        parameters.stream().filter(p -> mask(p) != null).forEach(p -> device.applyMask(p.weights(), mask(p)));
    }

    /** Recomputes the masks if this step is one for that; to be called before the step's optimiser update. */
    public void update(long step) {
        if (pruning.recomputesMasks(step)) {
            progress = pruning.schedule().progress(step);
            recompute();
        }
        if (pruning.method() instanceof DropAndGrow exchange && exchange.exchanges(step)) {
            exchange(exchange, step);
        }
    }

    private void recompute() {
        List<PrunedTensor> tensors = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            TensorSpec spec = parameters.get(i).spec();
            double sparsity = sparsities.get(i) * progress;
            if (sparsity > 0 || masks.containsKey(spec.name())) {
                tensors.add(new PrunedTensor(spec, trained.get(i).weights(), sparsity, itsMask(spec)));
            }
        }
        pruning.pattern().recompute(device, tensors);
    }

    private Mask itsMask(TensorSpec spec) {
        return masks.computeIfAbsent(spec.name(), name -> device.allocateMask(spec.size()));
    }

    private void randomMasks() {
        for (int i = 0; i < parameters.size(); i++) {
            TensorSpec spec = parameters.get(i).spec();
            if (sparsities.get(i) > 0) {
                int keep = pruning.pattern().kept(spec, sparsities.get(i));
                device.magnitudeMask(random(spec, "mask"), keep, itsMask(spec));
            }
        }
    }

    private void exchange(DropAndGrow exchange, long step) {
        for (Parameter parameter : parameters) {
            Mask mask = mask(parameter);
            if (mask != null) {
                int count = exchange.exchanged(step, mask.size(), mask.kept());
                Buffer score =
                        exchange instanceof Rigl ? parameter.gradients() : random(parameter.spec(), "grow " + step);
                device.pruning().dropAndGrow(parameter.weights(), score, count, mask);
            }
        }
    }

    /** Uniform numbers that depend on the seed, the tensor's name and the purpose alone; they last until the next call. */
    private Buffer random(TensorSpec spec, String purpose) {
        RandomStream stream = new RandomStream(seed, spec.name() + " " + purpose);
        float[] values = new float[spec.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) stream.uniform();
        }
        Buffer buffer = scratch.computeIfAbsent(spec.size(), device::allocate);
        buffer.set(values);
        return buffer;
    }

    /** To be called after the step's optimiser update: with straight-through, sets the weights that the model computes with. */
    public void finish() {
        for (int i = 0; i < parameters.size(); i++) {
            if (isStraightThrough(i)) {
                passOn(trained.get(i).weights(), parameters.get(i).weights(), mask(parameters.get(i)));
            }
        }
    }

    private void passOn(Buffer dense, Buffer weights, Mask mask) {
        double decay = ((StraightThrough) pruning.method()).decay();
        if (mask != null && decay > 0) {
            device.pruning().scalePruned(dense, mask, (float) (1 - decay));
        }
        device.copy(dense, weights);
        if (mask != null) {
            device.applyMask(weights, mask);
        }
    }

    private boolean isStraightThrough(int index) {
        return trained.get(index) != parameters.get(index);
    }

    /** What the optimiser updates: the parameters, or dense weights in their place. */
    public List<Parameter> trained() {
        return Collections.unmodifiableList(trained);
    }

    /** The mask under which the optimiser updates a parameter, or null for all of it. */
    public Mask optimizerMask(Parameter parameter) {
        return pruning.method() instanceof StraightThrough ? null : mask(parameter);
    }

    /** The mask of a parameter, or null as long as all of it is kept. */
    public Mask mask(Parameter parameter) {
        return masks.get(parameter.name());
    }

    /** How sparse the model is at present: S times the progress of the schedule at the last recomputation. */
    public double sparsity() {
        return pruning.sparsity() * progress;
    }

    /** What the masks keep at present. */
    public NonZeros nonZeros() {
        List<TensorSpec> tensors = parameters.stream().map(Parameter::spec).toList();
        return NonZeros.of(tensors, this::kept);
    }

    /** What the masks keep of a tensor at present. */
    public long kept(TensorSpec tensor) {
        Mask mask = masks.get(tensor.name());
        return mask == null ? tensor.size() : mask.kept();
    }

    /** The masks that there are, by the name of their tensor. */
    public Map<String, Mask> masks() {
        return Collections.unmodifiableMap(masks);
    }

    /**
     * Goes on where {@link #masks} was taken; in place of {@link #begin}. The weights of {@link #trained} are the caller's to
     * restore.
     *
     * @param steps that were done by then
     * @param bits of the masks by the name of their tensor
     */
    public void restore(long steps, Map<String, long[]> bits) {
        parameters.stream()
                .map(Parameter::spec)
                .filter(spec -> bits.containsKey(spec.name()))
                .forEach(spec -> itsMask(spec).set(bits.get(spec.name())));
        progress = pruning.schedule().initialProgress();
        for (long step = steps - 1; step >= 0; step--) {
            if (pruning.recomputesMasks(step)) {
                progress = pruning.schedule().progress(step);
                break;
            }
        }
    }
}
