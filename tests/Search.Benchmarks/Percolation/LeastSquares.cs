namespace Search.Benchmarks.Percolation;

/// <summary>A plane through points: y = constant + a × first + b × second, with the least sum of squared distances.</summary>
internal static class LeastSquares
{
    /// <summary>The slopes a and b; null where the points are in one line, or too few.</summary>
    public static (double First, double Second)? Slopes(double[] first, double[] second, double[] values)
    {
        if (values.Length < 3)
            return null;
        var (aa, bb, ab) = (Covariance(first, first), Covariance(second, second), Covariance(first, second));
        var (ay, by) = (Covariance(first, values), Covariance(second, values));
        var determinant = (aa * bb) - (ab * ab);
        return determinant <= 1e-9 * aa * bb ? null : (((ay * bb) - (by * ab)) / determinant, ((by * aa) - (ay * ab)) / determinant);
    }

    private static double Covariance(double[] left, double[] right)
    {
        var (leftMean, rightMean) = (left.Average(), right.Average());
        return left.Zip(right, (x, y) => (x - leftMean) * (y - rightMean)).Average();
    }
}
