namespace Search.Lucene.Tests.Automata;

/// <summary>Random expressions, and random texts that have a chance to match them, over few characters of one to four bytes of UTF-8.</summary>
internal sealed class RandomPatterns(Random random)
{
    private static readonly int[] Characters = ['a', 'a', 'b', 'c', '0', '7', 0x7F, 0x80, 'é', 0x7FF, 0x800, 'ش', 'ك', 0xFFFD, 0x10000, 0x1F600, 0x10FFFF];

    public TestPattern Next(int depth) => random.Next(depth > 0 ? 12 : 5) switch
    {
        0 or 1 => new TestPattern.OneOf(Character() is var c ? c : 0, c),
        2 => random.Next(3) == 0 ? new TestPattern.OneOf(0, 0x10FFFF) : Range(),
        3 => Negated(),
        4 => Leaf(),
        5 or 6 or 7 => new TestPattern.Row(Next(depth - 1), Next(depth - 1)),
        8 => new TestPattern.Either(Next(depth - 1), Next(depth - 1)),
        9 => random.Next(2) == 0 ? new TestPattern.Both(Next(depth - 1), Next(depth - 1)) : new TestPattern.Not(Next(depth - 1)),
        10 => new TestPattern.Times(Next(depth - 1), random.Next(3), random.Next(2) == 0 ? null : random.Next(4)),
        _ => new TestPattern.Times(Next(depth - 1), 0, random.Next(2) == 0 ? null : 1),
    };

    public string Text()
    {
        var length = random.Next(7);
        return string.Concat(Enumerable.Range(0, length).Select(_ => char.ConvertFromUtf32(Character())));
    }

    private int Character() => Characters[random.Next(random.Next(2) == 0 ? 5 : Characters.Length)];

    private TestPattern.OneOf Range()
    {
        var (one, other) = (Character(), Character());
        return new TestPattern.OneOf(Math.Min(one, other), Math.Max(one, other));
    }

    private TestPattern.NoneOf Negated()
    {
        var range = Range();
        return new TestPattern.NoneOf(range.First, range.Last);
    }

    private TestPattern Leaf() => random.Next(5) switch
    {
        0 => new TestPattern.AnyText(),
        1 => new TestPattern.Nothing(),
        2 => new TestPattern.Fixed("", "()"),
        3 => new TestPattern.Numbers(random.Next(20), random.Next(20, 300)),
        _ => Quoted(),
    };

    private TestPattern.Fixed Quoted()
    {
        var text = Text();
        return new TestPattern.Fixed(text, $"\"{text}\"");
    }
}
