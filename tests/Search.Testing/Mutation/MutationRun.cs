using System.Globalization;

namespace Search.Testing.Mutation;

/// <summary>Damages an index as a seed says, and does everything with it, within limits of time and memory.</summary>
public static class MutationRun
{
    private const long FreeBytes = 24 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Dictionary<string, long> AllocatedWhenSound = new(StringComparer.Ordinal);

    /// <summary>Runs one seed. Returns what is wrong, or null.</summary>
    public static string? Problem(int seed, out bool wasFound)
    {
        var random = new Random(seed);
        var sound = SoundIndex.All[seed % SoundIndex.All.Count];
        var mutated = sound.Mutate(random);
        var limit = FreeBytes + (3 * WhenSound(sound));
        var (problem, allocated, found) = Exercise(sound, mutated);
        wasFound = found;
        problem ??= allocated > limit ? string.Create(CultureInfo.InvariantCulture, $"allocated {allocated >> 20} MB, where at most {limit >> 20} are in order") : null;
        return problem is null ? null : $"seed {seed}: {sound.Name}, {mutated}: {problem}";
    }

    private static long WhenSound(SoundIndex sound)
    {
        if (!AllocatedWhenSound.TryGetValue(sound.Name, out var allocated))
        {
            var (problem, bytes, _) = Exercise(sound, mutated: null);
            if (problem is not null)
                throw new InvalidOperationException($"{sound.Name}, undamaged: {problem}");
            AllocatedWhenSound[sound.Name] = allocated = bytes;
        }
        return allocated;
    }

    /// <summary>In a thread of its own, which is left behind when it hangs.</summary>
    private static (string? Problem, long Allocated, bool Found) Exercise(SoundIndex sound, MutatedFile? mutated)
    {
        (string? Problem, long Allocated, bool Found) result = default;
        var thread = new Thread(() => result = Measure(sound, mutated)) { IsBackground = true };
        thread.Start();
        return thread.Join(Patience) ? result : ($"no end after {Patience.TotalSeconds} s", 0, false);
    }

    private static (string? Problem, long Allocated, bool Found) Measure(SoundIndex sound, MutatedFile? mutated)
    {
        using var directory = sound.With(mutated);
        var exercise = new IndexExercise(directory, sound.FrequentWords);
        var before = GC.GetAllocatedBytesForCurrentThread();
        string? problem = null;
        try
        {
            exercise.Run();
        }
        catch (Exception e)
        {
            problem = e.ToString();
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (mutated is null && (exercise.Faults > 0 || !exercise.IsClean))
            problem ??= "a sound index is said to be damaged";
        else if (mutated is { IsSealed: false } && exercise.IsClean && !sound.Holds(mutated))
            problem ??= "the check finds nothing, though a checksum does not fit";
        return (problem, allocated, exercise.Faults > 0 || !exercise.IsClean);
    }
}
