namespace Search.Lucene.Numerics;

/// <summary>Which kernels run: the scalar twins are the reference, the others must give the same bytes.</summary>
internal enum SimdVariant
{
    Scalar = 0,
    Vector128 = 1,
    Vector256 = 2,
}
