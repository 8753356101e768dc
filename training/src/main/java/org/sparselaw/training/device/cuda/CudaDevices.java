package org.sparselaw.training.device.cuda;

import java.util.Optional;
import java.util.OptionalInt;
import org.sparselaw.training.device.Device;
import org.sparselaw.training.device.DeviceProvider;
import org.sparselaw.training.device.Precision;

/** Devices on NVIDIA GPUs, Ampere and later. Loads without CUDA, to say what is missing. */
public final class CudaDevices implements DeviceProvider {
    @Override
    public String name() {
        return "cuda";
    }

    @Override
    public Optional<String> missing() {
        return CudaRequirements.missing();
    }

    @Override
    public Device open(Precision precision, OptionalInt gpu) {
        return new CudaDevice(NvidiaCard.open(VisibleGpu.choose(VisibleGpu.all(), gpu), precision), precision);
    }
}
