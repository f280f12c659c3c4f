namespace Search.Data.Sql;

/// <summary>The row at which a <see cref="PreparedStatement"/> stands. Valid until the function that was given it returns; columns from 0.</summary>
internal interface IRow
{
    /// <summary>A whole number that is there.</summary>
    long Int64(int column);

    /// <summary>A text that is there.</summary>
    string Text(int column);

    /// <summary>A truth value that is there.</summary>
    bool Boolean(int column);

    bool IsNull(int column);
}
