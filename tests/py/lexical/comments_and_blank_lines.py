# first

def f():  # trailing
    # own line

    return 1  # end

# between
print(f())  # call
    # an indented comment
if f():
# a comment at column 0
    print("in")
#end
